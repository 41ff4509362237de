/**
 * All types of post-processing by name.
 *
 * @module
 */

import { embed } from "./embed.ts";
import { json } from "./json.ts";
import { nest } from "./nest.ts";
import type { PostprocessingType } from "./postprocessor.ts";
import { replace } from "./replace.ts";
import { simpleTemplate } from "./simple_template.ts";
import { template } from "./template.ts";

const ORDERED: readonly PostprocessingType[] = [
  embed,
  simpleTemplate,
  template,
  json,
  replace,
  nest,
];

/** Every type of post-processing by its name. */
export const POSTPROCESSING: ReadonlyMap<string, PostprocessingType> = new Map(
  ORDERED.map((type) => [type.name, type]),
);
