/**
 * Cuts a condition into tokens. Words end at blanks, parentheses and pipes,
 * so `notepad` is one word and never `not` followed by `epad`.
 *
 * @module
 */

/** Kinds of tokens. */
export type TokenKind = "word" | "(" | ")" | "|" | "end";

/** One token; offsets count in the condition's text. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN_REGEXP = /[()|]|[^\s()|]+/g;

/** Returns the tokens of a condition; the last one has the kind `end`. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN_REGEXP)) {
    const [found] = match;
    const kind = found === "(" || found === ")" || found === "|" ? found : "word";
    tokens.push({ kind, text: found, start: match.index, end: match.index + found.length });
  }
  const end = text.trimEnd().length;
  tokens.push({ kind: "end", text: "", start: end, end });
  return tokens;
}
