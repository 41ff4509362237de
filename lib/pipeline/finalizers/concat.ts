/** @module `concat`: the queries as one text. */

import type { FinalizerType } from "./finalizer.ts";

/** The finalizer `concat`. */
export const concat: FinalizerType = {
  name: "concat",
  summary: "Joins the queries by a separator, between a prefix and a suffix",
  parse(reader) {
    const separator = reader.text("separator") ?? "\n";
    const prefix = reader.text("prefix") ?? "";
    const suffix = reader.text("suffix") ?? "";
    return (output) => {
      const queries = typeof output === "string" ? [output] : output;
      return prefix + queries.join(separator) + suffix;
    };
  },
};
