/**
 * All finalizers by name.
 *
 * @module
 */

import { concat } from "./concat.ts";
import type { FinalizerType } from "./finalizer.ts";
import { json } from "./json.ts";
import { nested } from "./nested.ts";
import { template } from "./template.ts";
import { yaml } from "./yaml.ts";

const ORDERED: readonly FinalizerType[] = [concat, json, yaml, template, nested];

/** Every finalizer by its name. */
export const FINALIZERS: ReadonlyMap<string, FinalizerType> = new Map(
  ORDERED.map((type) => [type.name, type]),
);
