/**
 * A fault of a mapping table, before its place in the text is known.
 *
 * @module
 */

import type { Pointer } from "./pointer.ts";

/** A fault at one place of a mapping table. */
export interface TableProblem {
  /** The place. */
  readonly pointer: Pointer;
  /** Whether the value there is at fault, or the property as such. */
  readonly at: "value" | "key";
  /** What is wrong; follows the JSON path, so it begins with a verb. */
  readonly message: string;
  /** Other places that the fault may come from; in a merge the latest table counts. */
  readonly also?: readonly Pointer[];
  /** What to do about it. */
  readonly hint?: string;
}
