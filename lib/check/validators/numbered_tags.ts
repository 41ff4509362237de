/** @module Namespaces with a fixed form: `cartag`, `cvetag`, `detection_tag` and `stptag`. */

import type { Validator } from "../validator.ts";
import { tagPatternValidator } from "./tags.ts";

/** The validator `cartag`. */
export const cartag: Validator = tagPatternValidator(
  "cartag",
  "car",
  /^\d{4}-\d{2}-\d{3}$/,
  "car.2016-04-005",
);

/** The validator `cvetag`. */
export const cvetag: Validator = tagPatternValidator(
  "cvetag",
  "cve",
  /^\d+-\d+$/,
  "cve.2021-44228",
);

/** The validator `detection_tag`. */
export const detectionTag: Validator = tagPatternValidator(
  "detection_tag",
  "detection",
  /^(?:dfir|emerging-threats|threat-hunting)$/,
  "detection.dfir, detection.emerging-threats or detection.threat-hunting",
);

/** The validator `stptag`. */
export const stptag: Validator = tagPatternValidator(
  "stptag",
  "stp",
  /^[1-5][auk]?$/,
  "stp. and a digit from 1 to 5, with a, u or k behind it or nothing",
);
