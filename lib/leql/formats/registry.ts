/**
 * All output formats, in the order in which they are written.
 *
 * @module
 */

import { advancedSearch } from "./advanced_search.ts";
import { detectionDefinition } from "./detection_definition.ts";
import type { LeqlFormat } from "./format.ts";
import { simple } from "./simple.ts";

/** Names of the formats. */
export const FORMATS = ["default", "leql_advanced_search", "leql_detection_definition"] as const;

/** The name of a format. */
export type Format = typeof FORMATS[number];

/** Every format by its name. */
export const FORMAT_REGISTRY: { readonly [F in Format]: LeqlFormat } = {
  default: simple,
  leql_advanced_search: advancedSearch,
  leql_detection_definition: detectionDefinition,
};
