/** @module `drop_detection_item`: detection items are left out. */

import { changeItems, describeItem } from "../visit.ts";
import { pruneConditions } from "../prune.ts";
import type { TransformationType } from "./transformation.ts";

/** The transformation `drop_detection_item`. */
export const dropDetectionItem: TransformationType = {
  name: "drop_detection_item",
  summary: "Leaves detection items out, with a warning for each",
  parse: () => ({
    applyToRule(rule, context) {
      const dropped = changeItems(rule, context, (item) => {
        context.warn(
          "pipeline-dropped",
          `leaves out ${describeItem(item)}, so the query may find more or less than the rule`,
          item.span,
        );
        return null;
      });
      return pruneConditions(rule, dropped, context);
    },
  }),
};
