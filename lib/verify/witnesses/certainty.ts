/**
 * What a condition surely gives for an event, from how the event was made and
 * without evaluating it.
 *
 * @module
 */

import { isAbsence } from "../../sigma/divide_item.ts";
import type { Leaf, Node } from "./tree.ts";

/** Says of a test whether it holds; `undefined` when that is not sure. */
export type SureTest = (leaf: Leaf) => boolean | undefined;

/** Returns whether a node holds; `undefined` when that is not sure. */
export function surely(node: Node, test: SureTest): boolean | undefined {
  switch (node.kind) {
    case "Leaf":
      return test(node);
    case "Not": {
      const inner = surely(node.arg, test);
      return inner === undefined ? undefined : !inner;
    }
    default: {
      const decisive = node.kind === "Any";
      let sure = true;
      for (const arg of node.args) {
        const inner = surely(arg, test);
        if (inner === decisive) return decisive;
        sure &&= inner !== undefined;
      }
      return sure ? !decisive : undefined;
    }
  }
}

/**
 * Makes a test that knows what the way an event was made tells.
 *
 * @param isThere Whether the event has a field
 * @param known Tests that are known
 */
export function sureTest(
  isThere: (field: string) => boolean,
  known: (leaf: Leaf) => boolean | undefined,
): SureTest {
  return (leaf) => {
    const own = known(leaf);
    if (own !== undefined) return own;
    const { field, value } = leaf;
    // A keyword may stand anywhere, and two fields that are not there are no sure case.
    if (field === null || value.kind === "FieldRef" || isThere(field)) return undefined;
    return isAbsence(value);
  };
}
