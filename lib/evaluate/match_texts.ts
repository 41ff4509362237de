/**
 * Tests of the texts of a key.
 *
 * @module
 */

import { foldCase } from "../leql/fold_case.ts";
import type { TextTest } from "../leql/glob.ts";
import type { Texts } from "./event_view.ts";

/** A test of one text. */
export interface OneTextTest {
  /** True when the text's letter case must be folded before. */
  readonly folded: boolean;
  readonly test: TextTest;
}

/** Says of the texts of a key whether one of them matches. */
export type TextsTest = (texts: Texts) => boolean;

/** One of the texts matches. */
export function someText({ folded, test }: OneTextTest): TextsTest {
  return (texts) => {
    const list = folded ? texts.folded : texts.plain;
    for (let at = 0; at < list.length; at++) if (test(list[at])) return true;
    return false;
  };
}

/** How a text is compared. */
export type TextRelation = "equals" | "contains" | "startswith" | "endswith";

/** A comparison with one text. */
export function compareText(relation: TextRelation, text: string, folded: boolean): OneTextTest {
  const needle = folded ? foldCase(text) : text;
  switch (relation) {
    case "equals":
      return { folded, test: (value) => value === needle };
    case "contains":
      return { folded, test: (value) => value.includes(needle) };
    case "startswith":
      return { folded, test: (value) => value.startsWith(needle) };
    case "endswith":
      return { folded, test: (value) => value.endsWith(needle) };
  }
}

/** Equality with one of several texts. */
export function equalsAny(texts: readonly string[], folded: boolean): OneTextTest {
  if (texts.length === 1) return compareText("equals", texts[0], folded);
  const known = new Set(folded ? texts.map(foldCase) : texts);
  return { folded, test: (value) => known.has(value) };
}
