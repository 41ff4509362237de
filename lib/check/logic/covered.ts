/**
 * Which values of a list another value of the list covers.
 *
 * @module
 */

import type { SigmaValue, StringPart } from "../../sigma/value.ts";
import { covers } from "./compare_values.ts";
import { alternatives, type Prepared, prepareValue } from "./values.ts";

/** A value and one that matches all that it matches. */
export interface CoveredValue {
  readonly covered: SigmaValue;
  readonly cover: SigmaValue;
}

/** Lists of up to this many alternatives are compared pair by pair. */
const FEW = 24;

/** Values with more variants are not compared. */
const MAX_VARIANTS = 25;

interface Entry {
  readonly index: number;
  readonly value: SigmaValue;
  readonly prepared: readonly Prepared[];
}

/**
 * Finds covered values; each is named once, with the first value that covers it.
 *
 * Long lists are compared by literal text only: what contains, begins with or
 * ends with a text of the list.
 *
 * @param values Values of one list, none twice
 * @param keyword True when they may stand anywhere in the event
 */
export function findCovered(values: readonly SigmaValue[], keyword: boolean): CoveredValue[] {
  const entries = values.map((value, index): Entry => ({
    index,
    value,
    prepared: alternatives(value).map((one) => prepareValue(one, keyword)),
  })).filter(({ prepared }) => prepared.length <= MAX_VARIANTS);
  const candidates = entries.length <= FEW ? undefined : new TextIndex(entries);
  const found: CoveredValue[] = [];
  for (const entry of entries) {
    const others = candidates === undefined ? entries : candidates.near(entry);
    for (const other of others) {
      if (other === entry || !coversEntry(other, entry)) continue;
      // Of two that say the same, the first one stays.
      if (other.index > entry.index && coversEntry(entry, other)) continue;
      found.push({ covered: entry.value, cover: other.value });
      break;
    }
  }
  return found;
}

/** Each alternative of the second must be covered by one of the first. */
function coversEntry(a: Entry, b: Entry): boolean {
  if (a.prepared.length === 1 && b.prepared.length === 1) {
    return covers(a.prepared[0], b.prepared[0]);
  }
  return b.prepared.every((value) => a.prepared.some((other) => covers(other, value)));
}

/** Longest key of the index. */
const KEY_LENGTH = 8;

/** Number of hashes, a power of 2. */
const HASHES = 1 << 16;

/** Of this many values without a text, such as networks, each is compared with each. */
const MAX_OTHERS = 200;

/** Finds the entries whose text stands in the text of another, by its last characters. */
class TextIndex {
  readonly #byKey = new Map<string, Entry[]>();
  readonly #lengths = new Set<number>();
  /** Which hashes of the last characters of a key occur: most places of a text have none. */
  readonly #hashes = new Uint8Array(HASHES);
  readonly #others: readonly Entry[];

  constructor(entries: readonly Entry[]) {
    const others: Entry[] = [];
    for (const entry of entries) {
      if (entry.prepared.some(({ text }) => text === undefined)) others.push(entry);
      for (const { text } of entry.prepared) {
        if (text !== undefined) this.#add(firstText(text.folded), entry);
      }
    }
    this.#others = others.length <= MAX_OTHERS ? others : [];
  }

  #add(text: string, entry: Entry): void {
    const key = text.slice(-KEY_LENGTH);
    this.#lengths.add(key.length);
    this.#hashes[endHash(text, text.length, key.length)] = 1;
    const same = this.#byKey.get(key);
    if (same === undefined) this.#byKey.set(key, [entry]);
    else same.push(entry);
  }

  /** Entries that may cover the given one. */
  near(entry: Entry): Iterable<Entry> {
    const found = new Set<Entry>();
    for (const { text } of entry.prepared) {
      if (text === undefined) return this.#others;
      for (const part of text.folded) if (part.kind === "Text") this.#find(part.text, found);
    }
    return found;
  }

  #find(text: string, found: Set<Entry>): void {
    for (const length of this.#lengths) {
      for (let end = length; end <= text.length; end++) {
        if (this.#hashes[endHash(text, end, length)] === 0) continue;
        for (const entry of this.#byKey.get(text.slice(end - length, end)) ?? []) found.add(entry);
      }
    }
  }
}

/** Hashes the last characters, 4 at most, of a key of the given length that ends there. */
function endHash(text: string, end: number, length: number): number {
  let hash = length;
  for (let at = end - Math.min(length, 4); at < end; at++) {
    hash = (hash * 31 + text.charCodeAt(at)) & (HASHES - 1);
  }
  return hash;
}

function firstText(parts: readonly StringPart[]): string {
  for (const part of parts) if (part.kind === "Text") return part.text;
  return "";
}
