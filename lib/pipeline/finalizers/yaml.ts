/** @module `yaml`: the queries as a YAML list. */

import { type FinalizerType, readIndent } from "./finalizer.ts";

/** A text as a double-quoted YAML scalar, which JSON is. */
function entry(query: string): string {
  return JSON.stringify(query).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The finalizer `yaml`. */
export const yaml: FinalizerType = {
  name: "yaml",
  summary: "Writes the queries as a YAML list",
  parse(reader) {
    readIndent(reader);
    return (output) => {
      if (typeof output === "string") return `${entry(output)}\n`;
      return output.length === 0 ? "[]\n" : output.map((query) => `- ${entry(query)}\n`).join("");
    };
  },
};
