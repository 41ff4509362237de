/** @module `field_name_prefix` and `field_name_suffix`: something is put before or behind fields. */

import { mapFields } from "../field_mapping.ts";
import type { TransformationType } from "./transformation.ts";

/** The transformation `field_name_prefix`. */
export const fieldNamePrefix: TransformationType = {
  name: "field_name_prefix",
  summary: "Puts a text before every field",
  parse(reader) {
    const prefix = reader.requiredText("prefix");
    if (prefix === undefined) return undefined;
    return mapFields((field) => field === null ? undefined : [prefix + field]);
  },
};

/** The transformation `field_name_suffix`. */
export const fieldNameSuffix: TransformationType = {
  name: "field_name_suffix",
  summary: "Puts a text behind every field",
  parse(reader) {
    const suffix = reader.requiredText("suffix");
    if (suffix === undefined) return undefined;
    return mapFields((field) => field === null ? undefined : [field + suffix]);
  },
};
