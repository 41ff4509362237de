/**
 * The bare expression, for Log Search in simple mode and basic detection rules.
 *
 * @module
 */

import { diagnostic } from "../../diagnostic.ts";
import type { LeqlFormat } from "./format.ts";

/** The format `default`. */
export const simple: LeqlFormat = {
  name: "default",
  summary: "The bare expression, on one line",
  render({ line, aggregation }) {
    if (aggregation === undefined) return line;
    return diagnostic(
      "unsupported",
      "unsupported-correlation",
      "A bare expression cannot count events",
      undefined,
      "Use leql_advanced_search",
    );
  },
};
