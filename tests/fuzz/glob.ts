/** Text patterns by the words of the Sigma specification, apart from all code that converts. */

/** A character, `*` or `?`. */
export type PatternPart = { readonly character: string } | "*" | "?";

/**
 * Reads a text of a rule: `\` escapes `\`, `*` and `?`, and is itself before anything else (Sigma
 * rules specification 2.1, "Escaping").
 */
export function readPattern(raw: string): PatternPart[] {
  const parts: PatternPart[] = [];
  for (let at = 0; at < raw.length; at++) {
    const next = raw[at + 1];
    if (raw[at] === "\\" && (next === "\\" || next === "*" || next === "?")) {
      parts.push({ character: next });
      at++;
    } else if (raw[at] === "*" || raw[at] === "?") parts.push(raw[at] as "*" | "?");
    else parts.push({ character: raw[at] });
  }
  return parts;
}

/**
 * Whether a pattern matches a whole text of characters of one UTF-16 unit.
 *
 * @param parts The pattern
 * @param text The text
 * @param cased Whether letter case counts
 */
export function matchesPattern(
  parts: readonly PatternPart[],
  text: string,
  cased: boolean,
): boolean {
  // Ends of the text's beginnings that the parts so far match.
  let ends = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const end of ends) {
      if (part === "*") {
        for (let at = end; at <= text.length; at++) next.add(at);
      } else if (end < text.length && (part === "?" || isSame(part.character, text[end], cased))) {
        next.add(end + 1);
      }
    }
    ends = next;
  }
  return ends.has(text.length);
}

function isSame(a: string, b: string, cased: boolean): boolean {
  return a === b || (!cased && a.toLowerCase() === b.toLowerCase());
}
