/**
 * Reads LEQL literals back, by nothing but the rules of the language: what stands in quotes is
 * taken as it is, `\` included; a regular expression ends at the first `/` that no `\` escapes.
 */

/** One piece of a query. */
export type LeqlToken =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "regex"; readonly pattern: string; readonly flags: string }
  | { readonly kind: "network"; readonly text: string }
  | { readonly kind: "symbol"; readonly text: string };

const QUOTES = [`"""`, `'''`, `"`, `'`];

/** Cuts a query into literals and the words and signs between them. Throws when one has no end. */
export function readLeql(query: string): LeqlToken[] {
  const tokens: LeqlToken[] = [];
  let at = 0;
  while (at < query.length) {
    const quote = QUOTES.find((fence) => query.startsWith(fence, at));
    if (quote !== undefined && !(quote.length === 3 && isEmptyText(query, at))) {
      const end = query.indexOf(quote, at + quote.length);
      if (end < 0) throw new Error(`No end of ${quote} at ${at} in ${query}`);
      tokens.push({ kind: "text", text: query.slice(at + quote.length, end) });
      at = end + quote.length;
    } else if (quote !== undefined) {
      tokens.push({ kind: "text", text: "" });
      at += 2;
    } else if (query.startsWith("IP(", at)) {
      const end = query.indexOf(")", at) + 1;
      if (end === 0) throw new Error(`No end of the network at ${at} in ${query}`);
      tokens.push({ kind: "network", text: query.slice(at + 3, end - 1) });
      at = end;
    } else if (query[at] === "/") {
      const match = /\/((?:[^\\/]|\\[^])*)\/([a-z]*)/y;
      match.lastIndex = at;
      const found = match.exec(query);
      if (found === null) throw new Error(`No end of the regular expression at ${at} in ${query}`);
      tokens.push({ kind: "regex", pattern: found[1].replaceAll("\\/", "/"), flags: found[2] });
      at += found[0].length;
    } else {
      const [text] = /^(?:\s+|[A-Za-z0-9_.-]+|[^])/.exec(query.slice(at))!;
      if (text.trim() !== "") tokens.push({ kind: "symbol", text });
      at += text.length;
    }
  }
  return tokens;
}

/** Three quotes are a fence only if a text can follow: `""` is the empty text. */
function isEmptyText(query: string, at: number): boolean {
  return query.indexOf(query.slice(at, at + 3), at + 3) < 0;
}

const NAMED: Readonly<Record<string, string>> = {
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
};

/**
 * The text that a regular expression matches, where it matches only one.
 *
 * @returns The text, or `undefined` when the pattern has a character that is not literal
 */
export function regexText(pattern: string): string | undefined {
  let text = "";
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if ("[](){}*+?.|^$".includes(character)) return undefined;
    if (character !== "\\") {
      text += character;
      continue;
    }
    const escaped = pattern[++at];
    if (escaped === "x") {
      const close = pattern.indexOf("}", at);
      text += String.fromCodePoint(parseInt(pattern.slice(at + 2, close), 16));
      at = close;
    } else {
      text += NAMED[escaped] ?? escaped;
    }
  }
  return text;
}
