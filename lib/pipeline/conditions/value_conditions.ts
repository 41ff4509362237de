/**
 * Shared by the conditions on the values of a detection item: any of them
 * must hold, or all.
 *
 * @module
 */

import type { SigmaValue } from "../../sigma/value.ts";
import type { ParameterReader } from "../parameter_reader.ts";
import type { ItemTest } from "./condition.ts";

/** Reads `cond` and joins the test of one value; `undefined` when a fault was reported. */
export function overValues(
  reader: ParameterReader,
  test: ((value: SigmaValue) => boolean) | undefined,
): ItemTest | undefined {
  const cond = reader.choice("cond", ["any", "all"]);
  if (cond === undefined || test === undefined) return undefined;
  return ({ values }) => cond === "any" ? values.some(test) : values.every(test);
}

/** A test of a value that holds for variants when it holds for one of them. */
export function overVariants(test: (value: SigmaValue) => boolean): (value: SigmaValue) => boolean {
  const deep = (value: SigmaValue): boolean =>
    value.kind === "Variants" ? value.values.some(deep) : test(value);
  return deep;
}
