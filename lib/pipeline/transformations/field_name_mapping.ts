/** @module `field_name_mapping`: fields get other names. */

import { mapFields } from "../field_mapping.ts";
import type { ParameterReader } from "../parameter_reader.ts";
import type { TransformationType } from "./transformation.ts";

/** Reads a mapping to one or several names; the key null stands for keywords. */
export function readFieldNames(
  reader: ParameterReader,
): Map<string | null, readonly string[]> | undefined {
  const pairs = reader.requiredPairs("mapping");
  if (pairs === undefined) return undefined;
  const mapping = new Map<string | null, readonly string[]>();
  for (const { key, value } of pairs) {
    if (value.kind === "Scalar" && value.type === "null") continue;
    const names = reader.textsOf(key.text, value, true);
    if (names !== undefined) mapping.set(key.type === "null" ? null : key.text, names);
  }
  return mapping;
}

/** The transformation `field_name_mapping`. */
export const fieldNameMapping: TransformationType = {
  name: "field_name_mapping",
  summary: "Gives fields other names; several names are alternatives",
  parse(reader) {
    const mapping = readFieldNames(reader);
    return mapping && mapFields((field) => mapping.get(field));
  },
};
