/** @module `embed`: text before and behind a query. */

import type { PostprocessingType } from "./postprocessor.ts";

/** The post-processing `embed`. */
export const embed: PostprocessingType = {
  name: "embed",
  summary: "Puts texts before and behind the query",
  parse(reader) {
    const prefix = reader.text("prefix") ?? "";
    const suffix = reader.text("suffix") ?? "";
    return (query) => prefix + query + suffix;
  },
};
