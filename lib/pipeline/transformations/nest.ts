/** @module `nest`: items that share the conditions of one. */

import { applyItems, applyItemsToCorrelation } from "../apply_items.ts";
import type { TransformationType } from "./transformation.ts";

/** The transformation `nest`. */
export const nest: TransformationType = {
  name: "nest",
  summary: "Applies items of its own, which see neither the variables nor the state outside",
  parse(reader, { parseItems }) {
    const node = reader.requiredNode("items");
    const items = node && parseItems(node);
    if (items === undefined) return undefined;
    return {
      applyToRule(rule, context) {
        const nested = context.nest();
        const changed = applyItems(rule, items, nested);
        context.merge(nested);
        return changed;
      },
      applyToCorrelation(correlation, context) {
        const nested = context.nest();
        const changed = applyItemsToCorrelation(correlation, items, nested);
        context.merge(nested);
        return changed;
      },
    };
  },
};
