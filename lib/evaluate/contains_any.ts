/**
 * Long lists of texts, looked for all at once.
 *
 * @module
 */

import { foldCase } from "../leql/fold_case.ts";
import type { TextTest } from "../leql/glob.ts";
import type { OneTextTest } from "./match_texts.ts";

/** Shorter lists are searched text by text, which takes no longer. */
const FEW = 16;
/** Characters of a text's end that tell it from others. */
const LONGEST_TAIL = 8;

/**
 * One of several texts stands in the text.
 *
 * @param texts At least one text
 * @param folded Whether letter case does not count
 * @returns The test; for long lists its time hardly depends on their length
 */
export function containsAny(texts: readonly string[], folded: boolean): OneTextTest {
  const needles = folded ? texts.map(foldCase) : texts;
  const test = needles.length <= FEW ? oneByOne(needles) : byTails(needles);
  return { folded, test };
}

function oneByOne(needles: readonly string[]): TextTest {
  if (needles.length === 1) {
    const [needle] = needles;
    return (text) => text.includes(needle);
  }
  return (text) => {
    for (let at = 0; at < needles.length; at++) if (text.includes(needles[at])) return true;
    return false;
  };
}

/** Texts by their last characters, which differ more often than the first do. */
type Tails = ReadonlyMap<string, readonly string[]>;

function byTails(needles: readonly string[]): TextTest {
  if (needles.includes("")) return () => true;
  const byLength = new Map<number, Map<string, string[]>>();
  for (const needle of new Set(needles)) {
    const length = tailLength(needle);
    let tails = byLength.get(length);
    if (tails === undefined) byLength.set(length, tails = new Map());
    const tail = needle.slice(-length);
    const same = tails.get(tail);
    if (same === undefined) tails.set(tail, [needle]);
    else same.push(needle);
  }
  const groups = [...byLength];
  return (text) => groups.some(([length, tails]) => hasTail(text, length, tails));
}

/** 1, 2, 4 or 8: a text is looked for with as few others of its length as is good. */
function tailLength(needle: string): number {
  let length = LONGEST_TAIL;
  while (length > needle.length) length >>= 1;
  return length;
}

function hasTail(text: string, length: number, tails: Tails): boolean {
  for (let end = length; end <= text.length; end++) {
    const needles = tails.get(text.slice(end - length, end));
    if (needles === undefined) continue;
    for (let at = 0; at < needles.length; at++) if (text.endsWith(needles[at], end)) return true;
  }
  return false;
}
