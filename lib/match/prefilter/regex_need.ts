/**
 * Literals that every match of a regular expression has.
 *
 * @module
 */

import { ANY_EVENT, type Literal, type Need, needAll, needAny, needText } from "./need.ts";

/**
 * Finds literals in a regular expression. What it does not know for sure gives none.
 *
 * @param pattern A pattern, in RE2's syntax or in that of other engines
 * @param place Where the literals are looked for
 * @returns The need of a text in which the pattern matches anywhere, in any letter case
 */
export function regexNeed(pattern: string, place: Literal["place"]): Need {
  try {
    const reader = new PatternReader(pattern, place);
    return reader.read();
  } catch (error) {
    if (error instanceof Unknown) return ANY_EVENT;
    throw error;
  }
}

/** Something that is not understood, or not known to mean the same everywhere. */
class Unknown extends Error {}

/** Deeper groups are not looked at. */
const MAX_DEPTH = 50;

const COUNT_REGEXP = /\{(\d+)(?:,\d*)?\}/y;
const GROUP_REGEXP = /\?(?:P?<[A-Za-z_]\w*>|[ims]*(?:-[ims]+)?:)/y;
const FLAGS_REGEXP = /\?[ims]*(?:-[ims]+)?\)/y;
/** Escapes that stand for a class or a place. */
const CLASS_ESCAPES = "dDwWsSbBAzZ";
/** Escapes that stand for one control character. */
const CONTROL_ESCAPES = "nrtfv";

class PatternReader {
  readonly #pattern: string;
  readonly #place: Literal["place"];
  #at = 0;
  #depth = 0;

  constructor(pattern: string, place: Literal["place"]) {
    this.#pattern = pattern;
    this.#place = place;
  }

  read(): Need {
    const need = this.#alternatives();
    if (this.#at < this.#pattern.length) throw new Unknown();
    return need;
  }

  #alternatives(): Need {
    if (++this.#depth > MAX_DEPTH) throw new Unknown();
    const needs = [this.#sequence()];
    while (this.#pattern[this.#at] === "|") {
      this.#at++;
      needs.push(this.#sequence());
    }
    this.#depth--;
    return needAny(needs);
  }

  /** Reads up to `|`, `)` or the end. */
  #sequence(): Need {
    const needs: Need[] = [];
    let run = "";
    const cut = (): void => {
      if (run !== "") needs.push(needText(run, this.#place));
      run = "";
    };
    while (this.#at < this.#pattern.length && !"|)".includes(this.#pattern[this.#at])) {
      const atom = this.#atom();
      const times = this.#quantifier();
      if (typeof atom !== "string") cut();
      if (times === "optional") {
        cut();
      } else if (typeof atom === "string") {
        run += atom;
        if (times === "repeated") cut();
      } else {
        needs.push(atom);
      }
    }
    cut();
    return needAll(needs);
  }

  /** Reads one character, as the text that it is, or something else, as what it needs. */
  #atom(): string | Need {
    const character = this.#pattern[this.#at++];
    switch (character) {
      case "(":
        return this.#group();
      case "[":
        return this.#characterClass();
      case "\\":
        return this.#escape();
      case ".":
      case "^":
      case "$":
        return ANY_EVENT;
      case "*":
      case "+":
      case "?":
        throw new Unknown();
      default:
        return character;
    }
  }

  #group(): Need {
    if (this.#pattern[this.#at] === "?") {
      if (this.#take(FLAGS_REGEXP) !== undefined) return ANY_EVENT;
      if (this.#take(GROUP_REGEXP) === undefined) throw new Unknown();
    }
    const need = this.#alternatives();
    if (this.#pattern[this.#at++] !== ")") throw new Unknown();
    return need;
  }

  /** A class of one character, perhaps in both letter cases, is that character. */
  #characterClass(): string | Need {
    const start = this.#at;
    if (this.#pattern[this.#at] === "^") this.#at++;
    // A bracket in the first place is a member to some engines, and ends the class to others.
    if (this.#pattern[this.#at] === "]") throw new Unknown();
    for (; this.#pattern[this.#at] !== "]"; this.#at++) {
      if (this.#at >= this.#pattern.length) throw new Unknown();
      if (this.#pattern[this.#at] === "\\") this.#at++;
      // Named and nested classes.
      if (this.#pattern[this.#at] === "[") throw new Unknown();
    }
    const members = this.#pattern.slice(start, this.#at++);
    if (/[\\^-]/.test(members)) return ANY_EVENT;
    const [first] = members.toLowerCase();
    return [...members.toLowerCase()].every((member) => member === first) ? first : ANY_EVENT;
  }

  #escape(): string | Need {
    const character = this.#pattern[this.#at++];
    if (character === undefined) throw new Unknown();
    if (CLASS_ESCAPES.includes(character) || CONTROL_ESCAPES.includes(character)) return ANY_EVENT;
    if (/[A-Za-z0-9]/.test(character)) throw new Unknown();
    return character;
  }

  #quantifier(): "once" | "optional" | "repeated" {
    const character = this.#pattern[this.#at];
    let times: "once" | "optional" | "repeated" = "once";
    if (character === "*" || character === "?") times = "optional";
    else if (character === "+") times = "repeated";
    else if (character === "{") {
      const least = this.#take(COUNT_REGEXP)?.[1];
      // A brace that counts nothing is a character to some engines.
      if (least === undefined) throw new Unknown();
      this.#at--;
      times = Number(least) === 0 ? "optional" : "repeated";
    }
    if (times === "once") return times;
    this.#at++;
    if (this.#pattern[this.#at] === "?") this.#at++;
    if ("*+?".includes(this.#pattern[this.#at] || " ")) throw new Unknown();
    return times;
  }

  #take(regexp: RegExp): RegExpExecArray | undefined {
    regexp.lastIndex = this.#at;
    const match = regexp.exec(this.#pattern);
    if (match === null) return undefined;
    this.#at = regexp.lastIndex;
    return match;
  }
}
