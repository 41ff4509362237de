/** @module `all`: every value of the list must match. */

import type { Modifier } from "./modifier.ts";

/** The modifier `all`. */
export const all: Modifier = {
  name: "all",
  summary: "Every value of the list must match, instead of one",
  source: "Sigma modifiers appendix, Generic Modifiers",
  applyToItem: (draft) => ({ ...draft, linking: "and" }),
};
