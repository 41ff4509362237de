/**
 * Texts that hardly mean what they say.
 *
 * Source: Rapid7, "Components for Building a Query": quotes hold a text as it is; no wildcards
 * and no escapes are described for values.
 *
 * @module
 */

import type { ComparisonOperator } from "../ast.ts";
import type { Cursor } from "./cursor.ts";
import type { QuotedToken, WordToken } from "./tokens.ts";

/** `?` of a URL is followed by a parameter. */
const WILDCARD_REGEXP = /\*|\?(?![\w.-]+=)/;

/** Warns of a value with wildcards, escapes or a variable. */
export function doubtText(
  cursor: Cursor,
  token: QuotedToken | WordToken,
  operator: ComparisonOperator | "NOCASE",
): void {
  const { text, kind } = token;
  if (WILDCARD_REGEXP.test(text) && (kind === "Word" || isPattern(text, operator))) {
    cursor.warn(
      "leql-literal-wildcard",
      "LEQL has no wildcards in texts: * and ? are these characters",
      token,
      wildcardHint(text),
    );
  }
  if (kind === "Word") return;
  if (text.includes("\\\\") && isEscaped(text)) {
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

/**
 * Whether the wildcards of a text in quotes are meant to be some. Command lines and shares have
 * these characters as well, and converted rules search for them, without letter case: there only
 * what no value has is taken for a wildcard.
 */
function isPattern(text: string, operator: ComparisonOperator | "NOCASE"): boolean {
  const isMany = text.length > 1;
  switch (operator.replace("NOT ", "")) {
    case "NOCASE":
    case "IIN":
      return isMany && text.startsWith("*");
    case "ICONTAINS":
      return text.length > 2 && text.startsWith("*") && text.endsWith("*");
    case "ISTARTS-WITH":
    case "ISTARTS-WITH-ANY":
      return isMany && text.endsWith("*");
    case "ICONTAINS-ANY":
    case "ICONTAINS-ALL":
      return false;
    default:
      return true;
  }
}

/** The form that LEQL has for the simplest patterns. */
function wildcardHint(text: string): string {
  if (/^\*+$/.test(text)) return "For a key that is there write key = /.*/";
  return "Write ICONTAINS, ISTARTS-WITH or a regular expression: key = /a.*b/i";
}

/** A run of backslashes, with the drive before it. */
const BACKSLASHES_REGEXP = /((?<![A-Za-z])[A-Za-z]:)?(\\+)/g;

/**
 * Whether the backslashes of a text look like escapes: all are doubled, behind a drive or more than
 * once. One pair alone begins a UNC path, wherever it stands.
 */
function isEscaped(text: string): boolean {
  let pairs = 0;
  let hasDrive = false;
  for (const [, drive, run] of text.matchAll(BACKSLASHES_REGEXP)) {
    if (run.length % 2 !== 0) return false;
    pairs += run.length / 2;
    hasDrive ||= drive !== undefined;
  }
  return hasDrive || pairs > 1;
}
