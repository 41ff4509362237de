/** All properties, in the order in which the task checks them. */

import { formats, repetition } from "./properties/formats.ts";
import { eventTypes, fieldNames, placeholders } from "./properties/hostile_names.ts";
import { hostile, long } from "./properties/hostile_values.ts";
import { mapped } from "./properties/mapped.ts";
import { meaning, witnessed } from "./properties/meaning.ts";
import { negatedRules, negatedTrees } from "./properties/negations.ts";
import { shortStrings } from "./properties/short_strings.ts";
import { statements } from "./properties/statements.ts";
import type { Property } from "./property.ts";

/** Every property. */
export const PROPERTIES: readonly Property[] = [
  meaning,
  witnessed,
  mapped,
  formats,
  repetition,
  negatedRules,
  negatedTrees,
  statements,
  hostile,
  long,
  fieldNames,
  eventTypes,
  placeholders,
  shortStrings,
];
