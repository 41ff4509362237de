/**
 * Python regular expressions as JavaScript ones with the same meaning.
 *
 * Every construct is read and written anew; one that JavaScript cannot say, or
 * says with another meaning, is refused by name.
 *
 * Source: documentation of Python's `re` module.
 *
 * @module
 */

/** A Python regular expression, ready for use. */
export interface CompiledRegex {
  /** Finds a match; has the flags `dgv`. For every match see `findAll`. */
  readonly search: RegExp;
  /** Matches at `lastIndex` only, as `re.match` does; has the flags `dvy`. */
  readonly match: RegExp;
  /** As `match`, but not the empty text; left out when no match is empty. */
  readonly matchText?: RegExp;
  /** Numbers of the named groups by name, in order. */
  readonly groupNumbers: ReadonlyMap<string, number>;
  /** Number of groups. */
  readonly groupCount: number;
}

/** Why an expression cannot be used. */
export interface RegexFault {
  /** The reason. */
  readonly fault: string;
  /** True when Python could read it. */
  readonly unsupported: boolean;
}

/**
 * Compiles a Python regular expression.
 *
 * @param pattern The expression, for text (not bytes)
 * @returns The expression, or why it cannot be used; never throws
 *
 * @example A named group and an end anchor
 * ```ts
 * import { compilePythonRegex } from "./python_regex.ts";
 * import assert from "node:assert/strict";
 *
 * const regex = compilePythonRegex("(?i)(?P<drive>[a-z]):\\Z");
 * assert.ok(!("fault" in regex));
 * assert.equal(regex.search.exec("C:")?.groups?.drive, "C");
 * ```
 */
export function compilePythonRegex(pattern: string): CompiledRegex | RegexFault {
  const translator = new Translator(pattern);
  try {
    const { source, empty } = translator.translate();
    const flags = translator.ignoreCase ? "dvi" : "dv";
    const notEmpty = `(?=(?<$rest>[\\s\\S]*))(?:${source})(?!\\k<$rest>(?![\\s\\S]))`;
    return {
      search: new RegExp(source, `${flags}g`),
      match: new RegExp(source, `${flags}y`),
      matchText: empty ? new RegExp(notEmpty, `${flags}y`) : undefined,
      groupNumbers: translator.groupNames,
      groupCount: translator.groupCount,
    };
  } catch (error) {
    if (error instanceof Refused) return { fault: error.message, unsupported: error.unsupported };
    if (error instanceof SyntaxError) return { fault: "it is not valid", unsupported: false };
    throw error;
  }
}

class Refused extends Error {
  readonly unsupported: boolean;
  constructor(message: string, unsupported: boolean) {
    super(message);
    this.unsupported = unsupported;
  }
}

function unsupported(what: string): never {
  throw new Refused(`${what} has no equal here`, true);
}

function invalid(what: string): never {
  throw new Refused(what, false);
}

/** Members of the classes `\d`, `\s` and `\w`, for text and under the flag `a`. */
const CLASSES: Readonly<Record<string, { readonly text: string; readonly ascii: string }>> = {
  d: { text: "\\p{Nd}", ascii: "0-9" },
  s: {
    text: "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000",
    ascii: "\\t-\\r\\x20",
  },
  w: { text: "\\p{L}\\p{N}_", ascii: "A-Za-z0-9_" },
};

const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const HEX_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const GLOBAL_FLAGS_REGEXP = /^\(\?([aimsuxL]+)\)/;
const QUANTIFIER_REGEXP = /^(?:[*+?]|\{(?=[\d,])(\d*)(,?)(\d*)\})/;
const NAME_REGEXP = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const UNSAFE_REPEAT = "A repetition around a group that may be empty or left out";

/** What was read: the JavaScript source, and the groups that take part in every match of it. */
interface Piece {
  readonly source: string;
  readonly certain: readonly number[];
  readonly groups: readonly number[];
  /** It may match the empty text. */
  readonly empty: boolean;
  /** A position and not a text, so that it cannot be repeated. */
  readonly assertion?: true;
}

/** Recursive descent over the pattern, one method for each level of the grammar. */
class Translator {
  readonly groupNames = new Map<string, number>();
  groupCount = 0;
  ignoreCase = false;
  readonly #characters: readonly string[];
  readonly #open = new Set<number>();
  #at = 0;
  #ascii = false;
  #dotAll = false;
  #multiline = false;
  #verbose = false;
  #lookbehind = 0;
  #certain = new Set<number>();

  constructor(pattern: string) {
    this.#characters = [...this.#globalFlags(pattern)];
  }

  #globalFlags(pattern: string): string {
    let rest = pattern;
    for (let found; (found = GLOBAL_FLAGS_REGEXP.exec(rest)) !== null;) {
      for (const flag of found[1]) this.#setFlag(flag);
      rest = rest.slice(found[0].length);
    }
    return rest;
  }

  #setFlag(flag: string): void {
    if (flag === "i") this.ignoreCase = true;
    else if (flag === "s") this.#dotAll = true;
    else if (flag === "m") this.#multiline = true;
    else if (flag === "x") this.#verbose = true;
    else if (flag === "a") this.#ascii = true;
  }

  translate(): Piece {
    const piece = this.#alternatives();
    if (this.#at < this.#characters.length) invalid('it has a ")" without "("');
    return piece;
  }

  #alternatives(): Piece {
    const before = this.#certain;
    const branches: Piece[] = [];
    do {
      this.#certain = new Set(before);
      branches.push(this.#sequence());
    } while (this.#take("|"));
    const certain = branches[0].certain.filter((group) =>
      branches.every((branch) => branch.certain.includes(group))
    );
    this.#certain = new Set([...before, ...certain]);
    return {
      source: branches.map(({ source }) => source).join("|"),
      certain,
      groups: branches.flatMap(({ groups }) => groups),
      empty: branches.some(({ empty }) => empty),
    };
  }

  #sequence(): Piece {
    let source = "";
    const certain: number[] = [];
    const groups: number[] = [];
    let empty = true;
    while (this.#at < this.#characters.length && !this.#sees("|") && !this.#sees(")")) {
      if (this.#skipVerbose()) continue;
      const piece = this.#quantified();
      source += piece.source;
      certain.push(...piece.certain);
      groups.push(...piece.groups);
      empty &&= piece.empty;
      for (const group of piece.certain) this.#certain.add(group);
    }
    return { source, certain, groups, empty };
  }

  #skipVerbose(): boolean {
    if (!this.#verbose) return false;
    if (/^[ \t\n\r\f\v]$/.test(this.#characters[this.#at])) {
      this.#at++;
      return true;
    }
    if (!this.#sees("#")) return false;
    while (this.#at < this.#characters.length && !this.#sees("\n")) this.#at++;
    return true;
  }

  #quantified(): Piece {
    const outside = this.#certain;
    this.#certain = new Set(outside);
    const piece = this.#atom();
    this.#certain = outside;
    while (this.#at < this.#characters.length && this.#skipVerbose());
    const quantifier = this.#quantifier();
    if (quantifier === undefined) return piece;
    if (piece.assertion) unsupported("A repetition of an assertion");
    const { minimum, maximum } = quantifier;
    if (maximum > 1 && (piece.groups.length > piece.certain.length || hasEmptyGroup(piece))) {
      unsupported(UNSAFE_REPEAT);
    }
    if (this.#quantifier() !== undefined) invalid("it repeats a repetition");
    return {
      source: `${piece.source}${quantifier.source}`,
      certain: minimum === 0 ? [] : piece.certain,
      groups: piece.groups,
      empty: piece.empty || minimum === 0,
    };
  }

  #quantifier(): { source: string; minimum: number; maximum: number } | undefined {
    const rest = this.#characters.slice(this.#at, this.#at + 24).join("");
    const found = QUANTIFIER_REGEXP.exec(rest);
    if (found === null) return undefined;
    this.#at += found[0].length;
    const [text, low, comma, high] = found;
    const counted = text.startsWith("{");
    const minimum = counted ? Number(low || 0) : text === "+" ? 1 : 0;
    const open = counted ? comma !== "" && high === "" : text !== "?";
    const maximum = counted ? open ? Infinity : Number(high || low) : open ? Infinity : 1;
    if (maximum < minimum) invalid(`the repetition "${text}" ends below its start`);
    if (this.#take("+")) unsupported(`The possessive repetition "${text}+"`);
    const lazy = this.#take("?") ? "?" : "";
    const count = open ? `${minimum},` : minimum === maximum ? minimum : `${minimum},${maximum}`;
    return { source: `${counted ? `{${count}}` : text}${lazy}`, minimum, maximum };
  }

  #atom(): Piece {
    const character = this.#characters[this.#at++];
    switch (character) {
      case "(":
        return this.#group();
      case "[":
        return text(this.#class());
      case "\\":
        return this.#escape();
      case ".":
        return text(this.#dotAll ? "[\\s\\S]" : "[^\\n]");
      case "^":
        return assertion(this.#multiline ? "(?<![^\\n])" : "(?<![\\s\\S])");
      case "$":
        return assertion(this.#multiline ? "(?![^\\n])" : "(?=\\n?(?![\\s\\S]))");
      case "*":
      case "+":
      case "?":
        return invalid(`the "${character}" has nothing to repeat`);
      case "{":
        this.#at--;
        if (this.#quantifier() !== undefined) invalid('a "{" has nothing to repeat');
        this.#at++;
        return text(literal(123));
      default:
        return text(literal(character.codePointAt(0)!));
    }
  }

  #group(): Piece {
    if (!this.#take("?")) return this.#capture();
    if (this.#take(":")) return this.#inner("(?:");
    if (this.#take("=")) return { ...this.#inner("(?="), empty: true, assertion: true };
    if (this.#take("!")) {
      return { ...this.#inner("(?!"), certain: [], empty: true, assertion: true };
    }
    if (this.#take("#")) return this.#comment();
    if (this.#take(">")) unsupported('The atomic group "(?>"');
    if (this.#take("(")) unsupported('The conditional group "(?("');
    if (this.#take("P")) return this.#named();
    if (this.#take("<")) return this.#behind();
    return this.#scopedFlags();
  }

  #comment(): Piece {
    while (!this.#take(")")) {
      if (this.#at++ >= this.#characters.length) invalid("a comment is not closed");
    }
    return { ...text("(?:)"), empty: true };
  }

  #behind(): Piece {
    const negative = this.#take("!");
    if (!negative && !this.#take("=")) invalid('it has "(?<" without "=" or "!"');
    this.#lookbehind++;
    const piece = this.#inner(negative ? "(?<!" : "(?<=");
    this.#lookbehind--;
    return { ...piece, empty: true, assertion: true };
  }

  #named(): Piece {
    if (this.#take("=")) {
      const name = this.#until(")");
      const group = this.groupNames.get(name);
      if (group === undefined) return invalid(`the group "${name}" does not exist`);
      return this.#reference(group);
    }
    if (!this.#take("<")) return invalid('"(?P" needs "<" or "="');
    const name = this.#until(">");
    if (!NAME_REGEXP.test(name)) invalid(`"${name}" cannot be the name of a group`);
    if (this.groupNames.has(name)) invalid(`two groups have the name "${name}"`);
    return this.#capture(name);
  }

  #capture(name?: string): Piece {
    if (this.#lookbehind > 0) unsupported("A group inside of a lookbehind");
    const group = ++this.groupCount;
    if (name !== undefined) this.groupNames.set(name, group);
    this.#open.add(group);
    const piece = this.#inner(`(?<${name ?? `$${group}`}>`);
    this.#open.delete(group);
    return {
      source: piece.source,
      certain: [group, ...piece.certain],
      groups: [group, ...piece.groups],
      empty: piece.empty,
    };
  }

  #inner(opening: string): Piece {
    const piece = this.#alternatives();
    if (!this.#take(")")) invalid("a group is not closed");
    return { ...piece, source: `${opening}${piece.source})` };
  }

  #scopedFlags(): Piece {
    const flags = this.#until(":", ")");
    if (!/^[aiLmsux]*(?:-[imsx]+)?$/.test(flags) || flags === "") {
      invalid(`"(?${flags}" does not exist`);
    }
    if (this.#characters[this.#at - 1] === ")") {
      invalid("flags for the whole expression must stand at its start");
    }
    const [on, off = ""] = flags.split("-");
    const saved = [this.#dotAll, this.#multiline, this.#verbose, this.#ascii] as const;
    if (off.includes("i") && this.ignoreCase || on.includes("i") && !this.ignoreCase) {
      unsupported('The flag "i" for a part of the expression');
    }
    for (const flag of on) this.#setFlag(flag);
    if (off.includes("s")) this.#dotAll = false;
    if (off.includes("m")) this.#multiline = false;
    if (off.includes("x")) this.#verbose = false;
    const piece = this.#inner("(?:");
    [this.#dotAll, this.#multiline, this.#verbose, this.#ascii] = saved;
    return piece;
  }

  #escape(): Piece {
    const character = this.#characters[this.#at++];
    if (character === undefined) return invalid("it ends with a backslash");
    if (/[1-9]/.test(character)) {
      const octal = this.#octal(character);
      if (octal !== undefined) return text(literal(octal));
      const next = this.#characters[this.#at];
      const second = next !== undefined && /\d/.test(next) ? next : "";
      this.#at += second.length;
      return this.#reference(Number(character + second));
    }
    switch (character) {
      case "A":
        return assertion("(?<![\\s\\S])");
      case "Z":
        return assertion("(?![\\s\\S])");
      case "b":
      case "B": {
        const word = `[${CLASSES.w[this.#set]}]`;
        const [ahead, behind] = character === "b" ? ["!", "="] : ["=", "!"];
        return assertion(`(?:(?<=${word})(?${ahead}${word})|(?<!${word})(?${behind}${word}))`);
      }
      default:
        return text(this.#shorthand(character) ?? literal(this.#codePoint(character)));
    }
  }

  get #set(): "text" | "ascii" {
    return this.#ascii ? "ascii" : "text";
  }

  #shorthand(character: string): string | undefined {
    const found = CLASSES[character.toLowerCase()];
    if (found === undefined) return undefined;
    return `[${character === character.toLowerCase() ? "" : "^"}${found[this.#set]}]`;
  }

  /** Reads `\123` (three octal digits), its first digit given. */
  #octal(first: string): number | undefined {
    const digits = first + this.#characters.slice(this.#at, this.#at + 2).join("");
    if (!/^[0-7]{3}$/.test(digits)) return undefined;
    this.#at += 2;
    const code = parseInt(digits, 8);
    if (code > 0o377) invalid(`"\\${digits}" is above \\377`);
    return code;
  }

  #codePoint(character: string): number {
    if (character in CONTROLS) return CONTROLS[character];
    if (character in HEX_LENGTHS) {
      const length = HEX_LENGTHS[character];
      const digits = this.#characters.slice(this.#at, this.#at + length).join("");
      if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < length) {
        invalid(`"\\${character}" needs ${length} hexadecimal digits`);
      }
      this.#at += length;
      const code = parseInt(digits, 16);
      if (code > 0x10ffff) invalid(`"\\${character}${digits}" is no character`);
      return code;
    }
    if (character === "0") {
      let digits = "0";
      while (digits.length < 3 && /^[0-7]$/.test(this.#characters[this.#at] ?? "")) {
        digits += this.#characters[this.#at++];
      }
      return parseInt(digits, 8);
    }
    if (character === "N") unsupported('A character by name "\\N"');
    if (/[A-Za-z]/.test(character)) invalid(`the escape "\\${character}" does not exist`);
    return character.codePointAt(0)!;
  }

  #reference(group: number): Piece {
    if (group > this.groupCount) invalid(`the group ${group} does not exist`);
    if (this.#open.has(group)) invalid(`the group ${group} is not closed yet`);
    if (this.#lookbehind > 0) unsupported("A backreference inside of a lookbehind");
    if (!this.#certain.has(group)) {
      unsupported(`The backreference to group ${group}, which may not take part in the match,`);
    }
    const name = [...this.groupNames].find(([, number]) => number === group)?.[0];
    const source = `\\k<${name ?? `$${group}`}>`;
    return { ...text(source), empty: true };
  }

  #class(): string {
    const negative = this.#take("^");
    let source = "";
    for (let first = true; first || !this.#sees("]"); first = false) {
      const low = this.#classItem();
      if (!this.#sees("-") || this.#characters[this.#at + 1] === "]") {
        source += typeof low === "number" ? literal(low) : low;
        continue;
      }
      this.#at++;
      const high = this.#classItem();
      if (typeof low === "string" || typeof high === "string") {
        return invalid("a range in brackets has a class as its end");
      }
      if (high < low) invalid("a range in brackets ends below its start");
      source += `${literal(low)}-${literal(high)}`;
    }
    this.#at++;
    return `[${negative ? "^" : ""}${source}]`;
  }

  #classItem(): number | string {
    const character = this.#characters[this.#at++];
    if (character === undefined) return invalid('a "[" is not closed');
    if (character !== "\\") return character.codePointAt(0)!;
    const escaped = this.#characters[this.#at++];
    if (escaped === undefined) return invalid("it ends with a backslash");
    if (escaped === "b") return 8;
    if (/[1-9]/.test(escaped)) {
      return this.#octal(escaped) ?? invalid(`"\\${escaped}" does not exist in brackets`);
    }
    return this.#shorthand(escaped) ?? this.#codePoint(escaped);
  }

  #sees(character: string): boolean {
    return this.#characters[this.#at] === character;
  }

  #take(character: string): boolean {
    if (!this.#sees(character)) return false;
    this.#at++;
    return true;
  }

  #until(...ends: readonly string[]): string {
    let found = "";
    while (this.#at < this.#characters.length) {
      const character = this.#characters[this.#at++];
      if (ends.includes(character)) return found;
      found += character;
    }
    return invalid("a group is not closed");
  }
}

function text(source: string): Piece {
  return { source, certain: [], groups: [], empty: false };
}

function assertion(source: string): Piece {
  return { source, certain: [], groups: [], empty: true, assertion: true };
}

/** A round of a repetition that matches nothing counts in Python and not in JavaScript. */
function hasEmptyGroup({ groups, empty }: Piece): boolean {
  return empty && groups.length > 0;
}

/** A character that means itself, inside of brackets and outside. */
function literal(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  if (/[A-Za-z0-9]/.test(character)) return character;
  if (codePoint > 0x7f) return `\\u{${codePoint.toString(16)}}`;
  return `\\x${codePoint.toString(16).padStart(2, "0")}`;
}

/** Whether an expression matches at the start of a text, as `re.match` does. */
export function isMatch({ match }: CompiledRegex, text: string): boolean {
  match.lastIndex = 0;
  return match.test(text);
}

/**
 * Finds every match as `re.finditer` does: behind an empty match, one with text may begin at the
 * same place.
 */
export function* findAll(regex: CompiledRegex, text: string): Generator<RegExpExecArray> {
  const { search, matchText } = regex;
  let at = 0;
  while (at <= text.length) {
    search.lastIndex = at;
    const found = search.exec(text);
    if (found === null) return;
    yield found;
    at = found.index + found[0].length;
    if (found[0] !== "" || matchText === undefined) continue;
    matchText.lastIndex = at;
    const longer = matchText.exec(text);
    if (longer === null) {
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      continue;
    }
    longer.splice(1, 1);
    longer.indices?.splice(1, 1);
    yield longer;
    at += longer[0].length;
  }
}
