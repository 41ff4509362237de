/**
 * Groups of an event whose keys have several values.
 *
 * @module
 */

import { NotEvaluable } from "./not_evaluable.ts";

/** More groups for one event than this are hardly meant. */
const MAX_COMBINATIONS = 10_000;

/**
 * One value of each list, in every way.
 *
 * @param lists Lists of values
 * @returns The combinations; none when a list is empty. Throws `NotEvaluable` for over 10,000
 */
export function combinations(
  lists: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const size = lists.reduce((product, { length }) => product * length, 1);
  if (size > MAX_COMBINATIONS) {
    throw new NotEvaluable(`one event is in ${size} groups, more than ${MAX_COMBINATIONS}`);
  }
  return lists.reduce<readonly (readonly string[])[]>(
    (heads, list) => heads.flatMap((head) => list.map((value) => [...head, value])),
    [[]],
  );
}
