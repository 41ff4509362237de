/**
 * Texts for Python's `str.format`, without format specifications and
 * conversions.
 *
 * Source: Python documentation, "Format String Syntax".
 *
 * @module
 */

/** A place in the text: `{rule.custom_attributes[x]}`. */
export interface FormatField {
  /** What stands between the braces. */
  readonly text: string;
  /** Names from the root down. */
  readonly path: readonly string[];
}

/** A text or a place. */
export type FormatPart = string | FormatField;

const PIECE_REGEXP = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;
const FIELD_REGEXP = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[[^\[\]]+\])*$/;

/**
 * Reads a format string.
 *
 * @returns Its parts, or what is wrong with it
 */
export function parsePythonFormat(
  text: string,
): readonly FormatPart[] | { readonly fault: string } {
  const parts: FormatPart[] = [];
  for (const [found, field] of text.matchAll(PIECE_REGEXP)) {
    if (field !== undefined) {
      if (/[!:]/.test(field.replace(/\[[^\]]*\]/g, ""))) {
        return { fault: `"{${field}}" has a conversion or a format` };
      }
      if (!FIELD_REGEXP.test(field)) return { fault: `"{${field}}" is not a name` };
      const path = [...field.matchAll(/[^.[\]]+(?=[.[]|$)|\[([^\]]+)\]/g)];
      parts.push({ text: field, path: path.map(([name, key]) => key ?? name) });
    } else if (found === "{" || found === "}") {
      return { fault: `a "${found}" stands alone; write "${found}${found}"` };
    } else {
      parts.push(found === "{{" ? "{" : found === "}}" ? "}" : found);
    }
  }
  return joinTexts(parts);
}

function joinTexts(parts: readonly FormatPart[]): readonly FormatPart[] {
  const joined: FormatPart[] = [];
  for (const part of parts) {
    const last = joined[joined.length - 1];
    if (typeof part === "string" && typeof last === "string") {
      joined[joined.length - 1] = last + part;
    } else {
      joined.push(part);
    }
  }
  return joined;
}
