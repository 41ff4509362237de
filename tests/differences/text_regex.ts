/** Regular expressions that say a text with wildcards, back to that text. */

/** Stands for the wildcard `*` in a text. */
export const ANY = "\ue000";

/** Stands for the wildcard `?` in a text. */
export const ONE = "\ue001";

const SHAPES = [["contains", "startswith"], ["endswith", "equals"]] as const;
const ITEM_REGEXP = /(\[\\s\\S\]\*)|(\[\\s\\S\])|\\([^A-Za-z0-9])|([^\\[\](){}.*+?|^$])/gy;

/**
 * Reads a pattern.
 *
 * @returns How the text is matched, and the text with {@link ANY} and {@link ONE} in it, or
 * `undefined` when the pattern says something else
 */
export function readTextRegex(
  pattern: string,
): { readonly match: typeof SHAPES[number][number]; readonly text: string } | undefined {
  const [, opening, body, closing] = /^(\^?)([^]*?)((?<!(?<!\\)(?:\\\\)*\\)\$)?$/.exec(pattern)!;
  const text = readItems(body);
  if (text === undefined) return undefined;
  return { match: SHAPES[closing === undefined ? 0 : 1][opening === "" ? 0 : 1], text };
}

/** The texts of `.*a$` or `(.*a$|.*b$)`; none for any other pattern. */
export function endingTexts(pattern: string): string[] {
  const list = /^\(\.\*([^]*)\$\)$/.exec(pattern);
  const single = /^\.\*([^]*)\$$/.exec(pattern);
  const endings = list !== null ? list[1].split("$|.*") : single !== null ? [single[1]] : [];
  const texts = endings.map(readItems);
  return texts.every((text) => text !== undefined && !/[\ue000\ue001]/.test(text))
    ? texts as string[]
    : [];
}

function readItems(body: string): string | undefined {
  let text = "";
  let end = 0;
  for (const [item, any, one, escaped, plain] of body.matchAll(ITEM_REGEXP)) {
    text += any !== undefined ? ANY : one !== undefined ? ONE : escaped ?? plain;
    end += item.length;
  }
  return end === body.length ? text : undefined;
}
