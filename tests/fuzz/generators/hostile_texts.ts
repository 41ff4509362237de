/** Texts that try to leave their literal. */

import fc from "fast-check";

/** What is special somewhere on the way from a rule to a query, and back. */
const SPECIAL: readonly string[] = [
  ..."\"'\\*?/$\{}()[]|^%\n\t,=#<>!&~:;-+.",
  '"""',
  "'''",
  "\\\\",
  "\\*",
  "${",
  "${x}",
  "$\\{",
  " AND ",
  " OR ",
  "NOT (",
  "NOCASE(",
  "where(",
  "groupby(",
  ", loose",
  "//",
  "/i",
  "\\/",
  "\\E",
  "\\Q",
  "(?i)",
  "[^]",
  "\\x{41}",
  "%x%",
  "{field}",
];

const UNUSUAL: readonly string[] = [
  "a",
  "B",
  " ",
  "é",
  "日",
  "😀",
  "e\u0301", // a combining accent
  "\u0000",
  "\u001b[31m",
  "\u0007",
  "\u0085", // next line
  "\u00a0", // no-break space
  "\u00ad", // soft hyphen
  "\u200b", // zero width space
  "\u200f", // right-to-left mark
  "\u202e", // right-to-left override
  "\u2066", // left-to-right isolate
  "\u2028", // line separator
  "\u2029", // paragraph separator
  "\ufeff", // byte order mark
  "\uff02", // fullwidth quotation mark
  "\uffff",
  "\r\n",
  "\r",
  "\v",
  "\f",
];

const LONE_SURROGATES: readonly string[] = ["\ud83d", "\udc00"];

const piece = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...SPECIAL) },
  { weight: 6, arbitrary: fc.constantFrom(...UNUSUAL) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 3 }) },
);

const anyPiece = fc.oneof(
  { weight: 60, arbitrary: piece },
  { weight: 1, arbitrary: fc.constantFrom(...LONE_SURROGATES) },
);

/** A text of some pieces, not empty. */
export const hostileText: fc.Arbitrary<string> = fc.array(anyPiece, {
  minLength: 1,
  maxLength: 12,
}).map((pieces) => pieces.join(""));

/** Length of long texts, in UTF-16 units. */
export const LONG = 100_000;

/** A text of 100,000 characters: a few pieces, again and again. */
export const longText: fc.Arbitrary<string> = fc.array(piece, { minLength: 1, maxLength: 4 })
  .map((pieces) => {
    const text = pieces.join("");
    return text.repeat(Math.ceil(LONG / text.length));
  });

/** A text in which nothing is a wildcard or an escape. */
export function asLiteral(text: string): string {
  return text.replace(/[\\*?]/g, "\\$&");
}
