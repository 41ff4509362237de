/**
 * `where(...)`, for Log Search in advanced mode and the Log Search API.
 *
 * @module
 */

import { printAggregation } from "../aggregation.ts";
import type { LeqlFormat } from "./format.ts";

/** The format `leql_advanced_search`. */
export const advancedSearch: LeqlFormat = {
  name: "leql_advanced_search",
  summary: "where(...) on one line, for advanced Log Search and its API",
  render({ line, aggregation }) {
    const where = `where(${line})`;
    return aggregation === undefined ? where : `${where} ${printAggregation(aggregation)}`;
  },
};
