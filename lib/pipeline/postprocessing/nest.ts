/** @module `nest`: items that share the conditions of one. */

import { applyPostprocessing } from "../apply_postprocessing.ts";
import type { PostprocessingType } from "./postprocessor.ts";

/** The post-processing `nest`. */
export const nest: PostprocessingType = {
  name: "nest",
  summary: "Applies items of its own",
  parse(reader, { parseItems }) {
    const node = reader.requiredNode("items");
    const items = node && parseItems(node);
    return items && ((query, context) => applyPostprocessing(query, items, context));
  },
};
