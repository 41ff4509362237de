/**
 * Finds which of many literals occur in a text, in one pass.
 *
 * Each literal is filed under four of its characters (three, when it has no more), the rarest that
 * it has; one with a character beyond ASCII under this. The pass keeps a hash of the last four
 * characters of the text; where something is filed under it, the literals themselves are compared.
 *
 * @module
 */

import { COMMON_TEXTS } from "./common_texts.ts";

const HASH_BITS = 20;
const HASH_MASK = (1 << HASH_BITS) - 1;
/** A character leaves a hash of 20 bits after four shifts by 5, one of 15 bits after three. */
const SHIFT = 5;
const SHORT_MASK = (1 << 15) - 1;
const GRAM_LENGTH = 4;
const MAX_ASCII = 0x7f;

/** How much a common gram is avoided, in literals that are filed under a rare one. */
const COMMON_PENALTY = 16;

/** Literals, indexed. */
export class LiteralIndex {
  readonly #literals: readonly string[];
  /** First entry for each hash of four characters, some sharing one; 0 for none. */
  readonly #heads: Int32Array;
  /** One bit for each hash that has an entry: small enough to stay in the processor's cache. */
  readonly #filter: Int32Array = new Int32Array(1 << (HASH_BITS - 5));
  /** The same for hashes of three characters. */
  readonly #shortHeads: Int32Array;
  readonly #shortFilter: Int32Array = new Int32Array((SHORT_MASK + 1) >> 5);
  /** The same for single units beyond ASCII. */
  readonly #wideHeads: Map<number, number> = new Map();
  /** Chains of entries: literal, characters before the end of its gram, next entry. */
  readonly #entryLiterals: number[] = [0];
  readonly #entryOffsets: number[] = [0];
  readonly #entryNexts: number[] = [0];
  /** The last pass that found a literal. */
  readonly #foundIn: Uint32Array;
  #pass = 0;

  /** @param literals Texts in lower case: three characters at least, or one beyond ASCII */
  constructor(literals: readonly string[]) {
    this.#literals = literals;
    this.#foundIn = new Uint32Array(literals.length);
    this.#heads = new Int32Array(tableSize(literals.length, HASH_MASK + 1));
    this.#shortHeads = new Int32Array(tableSize(literals.length, SHORT_MASK + 1));
    const loads = commonLoads();
    literals.forEach((text, literal) => this.#file(text, literal, loads));
  }

  /**
   * Finds literals.
   *
   * @param text A text in lower case
   * @param found Gets the index of each literal that occurs, once
   */
  search(text: string, found: (literal: number) => void): void {
    if (this.#literals.length === 0) return;
    if (++this.#pass > 0xffffffff) {
      this.#foundIn.fill(0);
      this.#pass = 1;
    }
    const filter = this.#filter;
    const [mask, shortMask] = [this.#heads.length - 1, this.#shortHeads.length - 1];
    const shortFilter = this.#shortFilter;
    const { length } = text;
    let hash = 0;
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > MAX_ASCII) {
        const head = this.#wideHeads.get(unit);
        if (head !== undefined) this.#compare(head, text, at + 1, found);
      }
      hash = ((hash << SHIFT) ^ unit) & HASH_MASK;
      if ((filter[hash >>> 5] >>> (hash & 31)) & 1) {
        this.#compare(this.#heads[hash & mask], text, at + 1, found);
      }
      const short = hash & SHORT_MASK;
      if ((shortFilter[short >>> 5] >>> (short & 31)) & 1) {
        this.#compare(this.#shortHeads[short & shortMask], text, at + 1, found);
      }
    }
  }

  /** Compares the literals of a chain with the text, their gram ending at `end`. */
  #compare(head: number, text: string, end: number, found: (literal: number) => void): void {
    const foundIn = this.#foundIn;
    const pass = this.#pass;
    for (let entry = head; entry !== 0; entry = this.#entryNexts[entry]) {
      const literal = this.#entryLiterals[entry];
      if (foundIn[literal] === pass) continue;
      const start = end - this.#entryOffsets[entry];
      if (start < 0 || !text.startsWith(this.#literals[literal], start)) continue;
      foundIn[literal] = pass;
      found(literal);
    }
  }

  #file(text: string, literal: number, loads: Map<number, number>): void {
    const wide = lastWide(text);
    if (wide >= 0) {
      const unit = text.charCodeAt(wide);
      const next = this.#wideHeads.get(unit) ?? 0;
      this.#wideHeads.set(unit, this.#addEntry(literal, wide + 1, next));
      return;
    }
    if (text.length < GRAM_LENGTH) {
      const hash = gramHash(text, text.length) & SHORT_MASK;
      const at = hash & (this.#shortHeads.length - 1);
      this.#shortHeads[at] = this.#addEntry(literal, text.length, this.#shortHeads[at]);
      this.#shortFilter[hash >>> 5] |= 1 << (hash & 31);
      return;
    }
    let best = GRAM_LENGTH;
    let least = Infinity;
    for (let end = GRAM_LENGTH; end <= text.length; end++) {
      const load = loads.get(gramHash(text, end)) ?? 0;
      if (load < least) {
        least = load;
        best = end;
      }
    }
    const hash = gramHash(text, best);
    loads.set(hash, least + 1);
    const at = hash & (this.#heads.length - 1);
    this.#heads[at] = this.#addEntry(literal, best, this.#heads[at]);
    this.#filter[hash >>> 5] |= 1 << (hash & 31);
  }

  #addEntry(literal: number, offset: number, next: number): number {
    this.#entryOffsets.push(offset);
    this.#entryNexts.push(next);
    return this.#entryLiterals.push(literal) - 1;
  }
}

/** A power of two with room for the literals; hashes that share a place do not hurt. */
function tableSize(literals: number, most: number): number {
  let size = 16;
  while (size < literals * 8 && size < most) size *= 2;
  return size;
}

/** Place of the last unit beyond ASCII: of a pair, the half that tells more. */
function lastWide(text: string): number {
  let at = text.length - 1;
  while (at >= 0 && text.charCodeAt(at) <= MAX_ASCII) at--;
  return at;
}

/** Hash of the characters before `end`, up to four. */
function gramHash(text: string, end: number): number {
  let hash = 0;
  for (let at = Math.max(0, end - GRAM_LENGTH); at < end; at++) {
    hash = ((hash << SHIFT) ^ text.charCodeAt(at)) & HASH_MASK;
  }
  return hash;
}

function commonLoads(): Map<number, number> {
  const loads = new Map<number, number>();
  for (const text of COMMON_TEXTS) {
    for (let end = GRAM_LENGTH; end <= text.length; end++) {
      loads.set(gramHash(text, end), COMMON_PENALTY);
    }
  }
  return loads;
}
