/**
 * What a type of post-processing is.
 *
 * @module
 */

import type { YamlNode } from "../../yaml/node.ts";
import type { ParameterReader } from "../parameter_reader.ts";
import type { PostprocessingItem, Postprocessor } from "../pipeline.ts";
import type { TemplateContext } from "../template.ts";

/** What reading a post-processing item may look at beside its parameters. */
export interface PostprocessingContext extends TemplateContext {
  /** Reads a list of items inside of an item; `undefined` when a fault was reported. */
  readonly parseItems: (node: YamlNode) => readonly PostprocessingItem[] | undefined;
}

/** One type of post-processing. */
export interface PostprocessingType {
  /** The value of `type`. */
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Reads the parameters; `undefined` when a fault was reported. */
  readonly parse: (
    reader: ParameterReader,
    context: PostprocessingContext,
  ) => Postprocessor | undefined;
}
