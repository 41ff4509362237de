/** @module `field_name_prefix_mapping`: fields get another beginning. */

import { mapFields } from "../field_mapping.ts";
import { readFieldNames } from "./field_name_mapping.ts";
import type { TransformationType } from "./transformation.ts";

/** The transformation `field_name_prefix_mapping`. */
export const fieldNamePrefixMapping: TransformationType = {
  name: "field_name_prefix_mapping",
  summary: "Gives fields another prefix: the first one listed that they begin with",
  parse(reader) {
    const mapping = readFieldNames(reader);
    if (mapping === undefined) return undefined;
    if (mapping.has(null)) {
      return reader.fault("null is not a prefix", reader.node("mapping")?.span);
    }
    const prefixes = [...mapping] as [string, readonly string[]][];
    return mapFields((field) => {
      const found = prefixes.find(([prefix]) => field?.startsWith(prefix));
      return found?.[1].map((name) => name + field!.slice(found[0].length));
    });
  },
};
