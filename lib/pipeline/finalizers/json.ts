/** @module `json`: the queries as a JSON list. */

import { pythonJson } from "../python_json.ts";
import { type FinalizerType, readIndent } from "./finalizer.ts";

/** The finalizer `json`. */
export const json: FinalizerType = {
  name: "json",
  summary: "Writes the queries as a JSON list",
  parse(reader) {
    const indent = readIndent(reader);
    return (output) => pythonJson(output, indent);
  },
};
