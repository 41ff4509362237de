/**
 * All faults that verification, or else a test, must notice. Those of the reference backend, as
 * docs/differences.md describes them, are among them.
 *
 * @module
 */

import { CONDITION_MUTATIONS } from "./list_conditions.ts";
import { FRAME_MUTATIONS } from "./list_frames.ts";
import { MAPPING_MUTATIONS } from "./list_mappings.ts";
import type { Mutation } from "./mutation.ts";
import { TEXT_MUTATIONS } from "./list_texts.ts";
import { VALUE_MUTATIONS } from "./list_values.ts";

/** All mutations, in the order in which they are tried. */
export const MUTATIONS: readonly Mutation[] = [
  ...TEXT_MUTATIONS,
  ...VALUE_MUTATIONS,
  ...CONDITION_MUTATIONS,
  ...MAPPING_MUTATIONS,
  ...FRAME_MUTATIONS,
];
