/**
 * Texts between delimiters: quotes, also pasted ones, and the slashes of regular expressions.
 *
 * Source: Rapid7, "Components for Building a Query" (kinds of quotes, `\/` in regular expressions).
 *
 * @module
 */

import { quoteAnyText } from "../quote.ts";
import { hiddenCharacter, nameOf } from "./odd_characters.ts";
import type { Scanner } from "./scanner.ts";
import type { Token } from "./tokens.ts";

const FLAGS_REGEXP = /[A-Za-z0-9_]*/y;

/** A text in `"`, `'`, `'''` or `"""`; `undefined` when it does not end. */
export function lexQuoted(scanner: Scanner, quote: string): Token | undefined {
  const start = scanner.at;
  const fence = quote.repeat(3);
  const isTriple = scanner.text.startsWith(fence, start) && scanner.find(fence, start + 3) >= 0;
  const open = isTriple ? fence : quote;
  const close = scanner.find(open, start + open.length);
  if (close < 0) {
    return scanner.stop(
      `Cannot find the end of the text that begins with ${quote}`,
      start + 1,
      `Close it with ${quote}; a backslash does not escape a quote, other quotes around it do`,
    );
  }
  const text = scanner.text.slice(start + open.length, close);
  if (/[\r\n]/.test(text)) {
    scanner.findings.warn("undocumented-form", "A line break in a text is not documented", {
      start,
      end: close,
    });
  }
  scanner.findings.add(hiddenCharacter(text, start + open.length));
  return { kind: "Quoted", text, start, end: close + open.length };
}

/** A text in quotes of a word processor: what was meant is read, so that nothing echoes it. */
export function lexTypographic(scanner: Scanner, quote: string, closing: RegExp): Token {
  const start = scanner.at;
  closing.lastIndex = start + 1;
  const close = closing.exec(scanner.text);
  const isClosed = close !== null && !/[\r\n]/.test(close[0]);
  const end = isClosed ? close.index + 1 : start + 1;
  const text = scanner.text.slice(start + 1, Math.max(start + 1, end - 1));
  scanner.findings.error(
    "leql-syntax",
    `Cannot read ${nameOf(quote)}: it is no quote of LEQL`,
    { start, end },
    isClosed && text.length <= 60 ? `Write ${quoteAnyText(text)}` : 'Write "',
  );
  return isClosed
    ? { kind: "Quoted", text, start, end }
    : { kind: "Word", text: quote, upper: "", start, end };
}

/** A regular expression with its flags; `undefined` when it does not end. */
export function lexRegex(scanner: Scanner): Token | undefined {
  const start = scanner.at;
  const { end, body } = regexBody(scanner.text, start + 1);
  if (end < 0) {
    return scanner.stop(
      "Cannot find the end of the regular expression that begins with /",
      start + 1,
      "Close it with /; a text that begins with / needs quotes",
    );
  }
  FLAGS_REGEXP.lastIndex = end;
  const flags = FLAGS_REGEXP.exec(scanner.text)![0];
  return { kind: "Regex", pattern: body, flags, start, end: end + flags.length };
}

/** The first `/` that no backslash escapes; a regular expression stays on its line. */
function regexBody(text: string, from: number): { end: number; body: string } {
  let body = "";
  let copied = from;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === "\n" || character === "\r") break;
    if (character === "/") return { end: at + 1, body: body + text.slice(copied, at) };
    if (character !== "\\") continue;
    if (text[at + 1] === "/") {
      body += text.slice(copied, at);
      copied = at + 1;
    }
    if (text[at + 1] !== "\n" && text[at + 1] !== "\r") at++;
  }
  return { end: -1, body };
}
