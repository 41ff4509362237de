/**
 * Escapes of HTML that come into a query with text copied out of a page's source.
 *
 * Sources: Rapid7, "Components for Building a Query" (no such signs); HTML, "Named character
 * references".
 *
 * @module
 */

import { diagnostic } from "../../diagnostic.ts";
import type { Scanner } from "./scanner.ts";
import type { OperatorToken, Token } from "./tokens.ts";

/** An escape outside of quotes; a word ends before it. */
export const HTML_ESCAPE: string = "&(?:gt|lt|amp|quot|apos|nbsp|#39|#x27|#34|#x22);";

/** One comparison, a run of `&`, or a single escape. */
const ESCAPE_REGEXP = new RegExp(`&(?:gt|lt);=?|(?:&amp;)+|${HTML_ESCAPE}`, "y");

const LINE_REGEXP = /[^\r\n]*/y;

const QUOTES: ReadonlyMap<string, string> = new Map([
  ["&quot;", '"'],
  ["&#34;", '"'],
  ["&#x22;", '"'],
  ["&apos;", "'"],
  ["&#39;", "'"],
  ["&#x27;", "'"],
]);

/**
 * Reads an escape as what was meant, so that nothing echoes it, and reports it.
 *
 * @param scanner At the `&`
 * @returns The token that was meant; `null` for a blank, `undefined` where there is no escape
 */
export function lexHtmlEscape(scanner: Scanner): Token | null | undefined {
  const start = scanner.at;
  const match = scanner.take(ESCAPE_REGEXP);
  if (match === null) return undefined;
  const [escape] = match;
  const quote = QUOTES.get(escape);
  if (quote !== undefined) return lexEscapedText(scanner, escape, quote, start);
  const meant = escape.replace("&gt;", ">").replace("&lt;", "<").replaceAll("&amp;", "&")
    .replace("&nbsp;", " ");
  const end = scanner.at;
  if (meant === " ") {
    report(scanner, escape, "a blank", start, "Write a blank");
    return null;
  }
  if (meant[0] === "&") {
    report(scanner, escape, meant, start, "Write AND");
    return { kind: "Word", text: "AND", upper: "AND", start, end };
  }
  report(scanner, escape, meant, start, `Write ${meant}`);
  return { kind: "Operator", operator: meant as OperatorToken["operator"], start, end };
}

/** A text between two escaped quotes, to the end of its line at most. */
function lexEscapedText(scanner: Scanner, escape: string, quote: string, start: number): Token {
  const from = scanner.at;
  LINE_REGEXP.lastIndex = from;
  const line = LINE_REGEXP.exec(scanner.text)![0];
  const close = line.indexOf(escape);
  report(scanner, escape, quote, start, `Write ${quote}`);
  if (close < 0) return { kind: "Word", text: quote, upper: "", start, end: from };
  return { kind: "Quoted", text: line.slice(0, close), start, end: from + close + escape.length };
}

function report(
  scanner: Scanner,
  escape: string,
  meant: string,
  start: number,
  hint: string,
): void {
  const message = `Cannot read "${escape}": it is the HTML escape of ${meant}`;
  const span = { start, end: start + escape.length };
  scanner.findings.addOnce(diagnostic("error", "leql-syntax", message, span, hint), escape);
}
