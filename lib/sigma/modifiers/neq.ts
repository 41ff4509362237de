/** @module `neq`: the whole item must not match. */

import type { Modifier } from "./modifier.ts";

/** The modifier `neq`. */
export const neq: Modifier = {
  name: "neq",
  summary: "The item as a whole must not match",
  source: "Sigma modifiers appendix, Generic Modifiers",
  needsField: true,
  applyToItem: (draft) => ({ ...draft, negated: true }),
};
