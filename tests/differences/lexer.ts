/**
 * Queries to tokens, for comparing those of two writers. Reads what the reference writes although
 * it is not always LEQL: `/` stands unescaped in its regular expressions.
 */

/** Whose query it is. */
export type Writer = "reference" | "ours";

/** A text in quotes. */
export interface Quoted {
  readonly kind: "Quoted";
  readonly text: string;
  /** `"`, `'` or three of one of them. */
  readonly quote: string;
}

/** Anything to the right of an operator. */
export type Operand =
  | Quoted
  | { readonly kind: "Regex"; readonly pattern: string; readonly flags: string }
  | { readonly kind: "NoCase"; readonly value: Quoted }
  | { readonly kind: "List"; readonly items: readonly Operand[] }
  | { readonly kind: "Ip"; readonly network: string }
  | { readonly kind: "Word"; readonly text: string };

/** `key operator operand`, or a keyword, which has neither key nor operator. */
export interface Comparison {
  readonly kind: "Comparison";
  /** As it is written, quotes included. */
  readonly key: string;
  readonly operator: string;
  readonly operand: Operand;
}

/** One token. */
export type Token = Comparison | { readonly kind: "(" | ")" | "AND" | "OR" | "NOT" };

const SIGN_REGEXP = /\s*(?:([()])|(AND|OR|NOT)(?=[\s(]))\s*/y;
const KEY_REGEXP =
  /("[^"]+"|[^\s"'=!<>()/]+)(\s*(?:[=!]==?|[<>]=?|=)\s*| (?!(?:AND|OR) )[A-Z]+(?:-[A-Z]+)* (?=["'[]))/y;
const TRIPLE_REGEXP = /("""|''')([^]*?)\1(?!["'])/y;
const QUOTED_REGEXP = /(["'])([^]*?)\1/y;
const NOCASE_REGEXP = /NOCASE\(/y;
const IP_REGEXP = /IP\(([^)]*)\)/y;
const WORD_REGEXP = /[^\s,()\]]+/y;
const REGEX_REGEXP: Readonly<Record<Writer, RegExp>> = {
  ours: /\/((?:[^/\\]|\\[^])*)\/([ims]*)/y,
  reference: /\/([^]*?)\/([ims]*)(?=\)*(?: AND | OR |$))/y,
};

/** Cuts a query into tokens; throws where it cannot. */
export function tokenize(query: string, writer: Writer): Token[] {
  const scanner = new Scanner(query, writer);
  const tokens: Token[] = [];
  while (!scanner.atEnd()) tokens.push(scanner.token());
  return tokens;
}

class Scanner {
  #at = 0;
  readonly #query: string;
  readonly #regex: RegExp;

  constructor(query: string, writer: Writer) {
    this.#query = query;
    this.#regex = REGEX_REGEXP[writer];
  }

  atEnd(): boolean {
    return this.#at >= this.#query.length;
  }

  token(): Token {
    const sign = this.#take(SIGN_REGEXP);
    if (sign !== null) return { kind: (sign[1] ?? sign[2]) as "(" | "AND" };
    const name = this.#take(KEY_REGEXP);
    const [key, operator] = name === null ? ["", ""] : [name[1], name[2].trim()];
    return { kind: "Comparison", key, operator, operand: this.#operand() };
  }

  #operand(): Operand {
    const regex = this.#take(this.#regex);
    if (regex !== null) return { kind: "Regex", pattern: regex[1], flags: regex[2] };
    const ip = this.#take(IP_REGEXP);
    if (ip !== null) return { kind: "Ip", network: ip[1] };
    if (this.#take(NOCASE_REGEXP) !== null) {
      const value = this.#quoted() ?? this.#fail();
      this.#skip(")");
      return { kind: "NoCase", value };
    }
    if (this.#query[this.#at] === "[") return this.#list();
    const quoted = this.#quoted();
    if (quoted !== undefined) return quoted;
    const word = this.#take(WORD_REGEXP) ?? this.#fail();
    return { kind: "Word", text: word[0] };
  }

  #list(): Operand {
    const items: Operand[] = [];
    this.#skip("[");
    for (;;) {
      items.push(this.#operand());
      if (this.#query[this.#at] === "]") break;
      this.#skip(", ");
    }
    this.#skip("]");
    return { kind: "List", items };
  }

  #quoted(): Quoted | undefined {
    const match = this.#take(TRIPLE_REGEXP) ?? this.#take(QUOTED_REGEXP);
    return match === null ? undefined : { kind: "Quoted", quote: match[1], text: match[2] };
  }

  #take(regexp: RegExp): RegExpExecArray | null {
    regexp.lastIndex = this.#at;
    const match = regexp.exec(this.#query);
    if (match !== null) this.#at = regexp.lastIndex;
    return match;
  }

  #skip(text: string): void {
    if (!this.#query.startsWith(text, this.#at)) this.#fail();
    this.#at += text.length;
  }

  #fail(): never {
    throw new SyntaxError(`Cannot read at offset ${this.#at}: ${this.#query.slice(this.#at)}`);
  }
}
