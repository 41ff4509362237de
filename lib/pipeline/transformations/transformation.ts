/**
 * What a type of transformation is.
 *
 * @module
 */

import type { YamlNode } from "../../yaml/node.ts";
import type { ParameterReader } from "../parameter_reader.ts";
import type { ProcessingItem, Transformation } from "../pipeline.ts";

/** What reading a transformation may look at beside its parameters. */
export interface TransformationContext {
  /** Content of the files that the pipeline names. */
  readonly files: Readonly<Record<string, string>>;
  /** Reads a list of items inside of an item; `undefined` when a fault was reported. */
  readonly parseItems: (node: YamlNode) => readonly ProcessingItem[] | undefined;
}

/** One type of transformation. */
export interface TransformationType {
  /** The value of `type`. */
  readonly name: string;
  /** What it does, in one line, for `list transformations`. */
  readonly summary: string;
  /** Why it cannot be used here. */
  readonly refusal?: string;
  /** Reads the parameters; `undefined` when a fault was reported. Left out with a refusal. */
  readonly parse?: (
    reader: ParameterReader,
    context: TransformationContext,
  ) => Transformation | undefined;
}
