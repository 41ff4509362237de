/**
 * Reads regular expressions in RE2's syntax, for those who ask what stands in a text that matches.
 * Whether it matches is the engine's to say.
 *
 * Source: RE2, "Syntax" (https://github.com/google/re2/wiki/Syntax).
 *
 * @module
 */

import type { RegexNode } from "./ast.ts";
import { parseClass, SHORT_CLASSES } from "./parse_class.ts";

const ASSERTION: RegexNode = { kind: "Assertion" };
const ANY_CHARACTER: RegexNode = { kind: "Class", ranges: [[0x0a, 0x0a]], negated: true };
const CONTROLS: Readonly<Record<string, string>> = {
  t: "\t",
  n: "\n",
  r: "\r",
  f: "\f",
  v: "\v",
  a: "\x07",
};

/**
 * Reads a pattern.
 *
 * @param pattern The pattern, without its flags
 * @returns Its tree, or `undefined` when it has a construct that is not known here, or nests too
 * deep
 */
export function parseRegex(pattern: string): RegexNode | undefined {
  const parser = new RegexParser(pattern);
  try {
    const node = parser.alternatives();
    return parser.isAtEnd ? node : undefined;
  } catch (error) {
    if (error instanceof UnknownConstruct) return undefined;
    throw error;
  }
}

class UnknownConstruct extends Error {}

/** RE2 does not run deeper groups. */
const MAX_DEPTH = 1000;

const GROUP_REGEXP = /\(\?(?:P?<[A-Za-z_]\w*>|[imsU-]*:)/y;
const FLAGS_REGEXP = /\(\?[imsU-]+\)/y;
const REPEAT_REGEXP = /\{(\d*)(,?)(\d*)\}/y;
const QUOTED_REGEXP = /\\Q([^]*?)(?:\\E|$)/y;
const HEX_REGEXP = /\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/y;

class RegexParser {
  readonly #pattern: string;
  #at = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#pattern.length;
  }

  alternatives(): RegexNode {
    if (++this.#depth > MAX_DEPTH) throw new UnknownConstruct();
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    this.#depth--;
    return options.length === 1 ? options[0] : { kind: "Alternatives", options };
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    while (!this.isAtEnd && !"|)".includes(this.#pattern[this.#at])) {
      const quoted = this.#match(QUOTED_REGEXP);
      if (quoted === null) {
        items.push(this.#repeated(this.#atom()));
        continue;
      }
      // A repetition behind it is that of its last character.
      const characters = [...quoted[1]].map((text): RegexNode => ({ kind: "Text", text }));
      const last = characters.pop();
      items.push(...characters);
      if (last !== undefined) items.push(this.#repeated(last));
    }
    return { kind: "Sequence", items };
  }

  #repeated(item: RegexNode): RegexNode {
    let node = item;
    for (;;) {
      const counts = this.#repeat();
      if (counts === undefined) return node;
      const [least, most] = counts;
      node = { kind: "Repeat", item: node, least, most };
      this.#take("?");
    }
  }

  #repeat(): readonly [number, number] | undefined {
    if (this.#take("*")) return [0, Infinity];
    if (this.#take("+")) return [1, Infinity];
    if (this.#take("?")) return [0, 1];
    const match = this.#match(REPEAT_REGEXP);
    if (match === null) return undefined;
    const [text, least, comma, most] = match;
    if (least === "" && most === "") {
      this.#at -= text.length;
      return undefined;
    }
    const low = Number(least);
    return [low, comma === "" ? low : most === "" ? Infinity : Number(most)];
  }

  #atom(): RegexNode {
    const character = this.#pattern[this.#at];
    switch (character) {
      case "(":
        return this.#group();
      case "[": {
        const found = parseClass(this.#pattern, this.#at);
        if (found === undefined) throw new UnknownConstruct();
        this.#at = found.end;
        return found.node;
      }
      case "\\":
        return this.#escape();
      case ".":
        this.#at++;
        return ANY_CHARACTER;
      case "^":
      case "$":
        this.#at++;
        return ASSERTION;
      default: {
        const text = String.fromCodePoint(this.#pattern.codePointAt(this.#at)!);
        this.#at += text.length;
        return { kind: "Text", text };
      }
    }
  }

  #group(): RegexNode {
    if (this.#match(FLAGS_REGEXP) !== null) return ASSERTION;
    if (this.#match(GROUP_REGEXP) === null) {
      if (this.#pattern.startsWith("(?", this.#at)) throw new UnknownConstruct();
      this.#at++;
    }
    const node = this.alternatives();
    if (!this.#take(")")) throw new UnknownConstruct();
    return node;
  }

  #escape(): RegexNode {
    const hex = this.#match(HEX_REGEXP);
    if (hex !== null) {
      const code = parseInt(hex[1] ?? hex[2], 16);
      if (code > 0x10ffff) throw new UnknownConstruct();
      return { kind: "Text", text: String.fromCodePoint(code) };
    }
    const character = this.#pattern[this.#at + 1];
    if (character === undefined) throw new UnknownConstruct();
    this.#at += 2;
    const short = SHORT_CLASSES[character.toLowerCase()];
    if (short !== undefined) {
      return { kind: "Class", ranges: short, negated: character < "a" };
    }
    if ("bBAzZ".includes(character)) return ASSERTION;
    if (character in CONTROLS) return { kind: "Text", text: CONTROLS[character] };
    if (/[A-Za-z0-9]/.test(character)) throw new UnknownConstruct();
    return { kind: "Text", text: character };
  }

  #take(character: string): boolean {
    if (this.#pattern[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #match(regexp: RegExp): RegExpExecArray | null {
    regexp.lastIndex = this.#at;
    const match = regexp.exec(this.#pattern);
    if (match !== null) this.#at += match[0].length;
    return match;
  }
}
