/**
 * What a type of finalizer is.
 *
 * @module
 */

import type { YamlNode } from "../../yaml/node.ts";
import type { ParameterReader } from "../parameter_reader.ts";
import type { Finalizer } from "../pipeline.ts";
import type { TemplateContext } from "../template.ts";

/** What reading a finalizer may look at beside its parameters. */
export interface FinalizerContext extends TemplateContext {
  /** Reads a list of finalizers; `undefined` when a fault was reported. */
  readonly parseFinalizers: (node: YamlNode) => readonly Finalizer[] | undefined;
}

/** One type of finalizer. */
export interface FinalizerType {
  /** The value of `type`. */
  readonly name: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Reads the parameters; `undefined` when a fault was reported. */
  readonly parse: (
    reader: ParameterReader,
    context: FinalizerContext,
  ) => Finalizer["apply"] | undefined;
}

/** Reads the parameter `indent`: a number of blanks, or null. */
export function readIndent(reader: ParameterReader): number | undefined {
  const node = reader.node("indent");
  if (node === undefined || (node.kind === "Scalar" && node.type === "null")) return undefined;
  const value = node.kind === "Scalar" ? node.value : undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 16) {
    return value;
  }
  return reader.fault('the parameter "indent" is not a number from 0 to 16', node.span);
}
