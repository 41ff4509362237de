/** @module `replace`: parts of the query that match a regular expression are replaced. */

import { substitute } from "../python_replacement.ts";
import { readReplacement } from "../transformations/replace_string.ts";
import type { PostprocessingType } from "./postprocessor.ts";

/** The post-processing `replace`. */
export const replace: PostprocessingType = {
  name: "replace",
  summary: "Replaces what a regular expression matches in the query",
  parse(reader) {
    const regex = reader.requiredRegex("pattern");
    const replacement = readReplacement(reader, regex);
    if (regex === undefined || replacement === undefined) return undefined;
    return (query) => substitute(query, regex, replacement);
  },
};
