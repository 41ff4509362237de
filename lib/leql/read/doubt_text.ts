/**
 * Texts in quotes that hardly mean what they say.
 *
 * Source: Rapid7, "Components for Building a Query": quotes hold a text as it is; no wildcards
 * and no escapes are described for values.
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";
import type { QuotedToken } from "./tokens.ts";

/** `?` of a URL is followed by a parameter. */
const WILDCARD_REGEXP = /\*|\?(?![\w.-]+=)/;
/** Two backslashes; at the beginning they are that of a UNC path. */
const DOUBLED_REGEXP = /(?!^)\\\\(?!$)|^\\\\\\\\/;

/** Warns of a text with wildcards, escapes or a variable. */
export function doubtText(cursor: Cursor, token: QuotedToken): void {
  const { text } = token;
  if (WILDCARD_REGEXP.test(text)) {
    cursor.warn(
      "leql-literal-wildcard",
      "LEQL has no wildcards in texts: * and ? are these characters",
      token,
      "Write ICONTAINS, ISTARTS-WITH or a regular expression",
    );
  }
  if (DOUBLED_REGEXP.test(text)) {
    cursor.warn(
      "leql-doubled-backslash",
      "A backslash in quotes is no escape: two of them are two",
      token,
      "Write one backslash, or leave the quotes out",
    );
  }
  if (text.includes("${")) {
    cursor.warn(
      "undocumented-form",
      "Whether a variable is replaced inside of a text is not documented",
      token,
    );
  }
}
