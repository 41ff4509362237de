/**
 * Plain data out of a pipeline file: variables, state, custom attributes.
 *
 * @module
 */

import type { YamlNode } from "../yaml/node.ts";

/** Any YAML data. Timestamps are their text; integers beyond 2^53 are `bigint`. */
export type PipelineValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly PipelineValue[]
  | { readonly [key: string]: PipelineValue };

/** Variables by name: one value, or a list of them. */
export type Vars = Readonly<Record<string, PipelineValue>>;

/** Turns a YAML node into plain data. */
export function toPipelineValue(node: YamlNode): PipelineValue {
  switch (node.kind) {
    case "Scalar":
      return node.value;
    case "Sequence":
      return node.items.map(toPipelineValue);
    case "Mapping":
      return Object.fromEntries(
        node.pairs.map(({ key, value }) => [key.text, toPipelineValue(value)]),
      );
  }
}

/** True for a mapping. */
export function isMap(
  value: PipelineValue | undefined,
): value is { readonly [key: string]: PipelineValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Writes a scalar as Python's `str` does, which is what pipelines are written for.
 *
 * @returns The text, or `undefined` for a list or a mapping
 */
export function pythonText(value: PipelineValue): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "boolean":
      return value ? "True" : "False";
    case "number":
    case "bigint":
      return String(value);
    default:
      return value === null ? "None" : undefined;
  }
}
