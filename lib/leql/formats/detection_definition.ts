/**
 * `from(...)` and `where(...)`, as in the Rule Logic view of detection rules.
 *
 * Sources: Rapid7, "Event Types and Keys" (form of `from`) and "Custom
 * Detection Rules FAQ" (no keyword search).
 *
 * @module
 */

import { diagnostic } from "../../diagnostic.ts";
import { someNode } from "../ast.ts";
import { OPERATOR_LINES, printNode } from "../print.ts";
import { quoteText } from "../quote.ts";
import type { LeqlFormat } from "./format.ts";

/** The format `leql_detection_definition`. */
export const detectionDefinition: LeqlFormat = {
  name: "leql_detection_definition",
  summary: "from(...) and where(...), each AND and OR on a line of its own, for detection rules",
  namesEventType: true,
  render({ where, aggregation, eventType, eventTypeKey }) {
    if (aggregation !== undefined) {
      return diagnostic(
        "unsupported",
        "unsupported-correlation",
        "Detection definitions are not known to take groupby and having",
        undefined,
        "Use leql_advanced_search",
      );
    }
    if (someNode(where, (node) => node.kind === "Keyword")) {
      return diagnostic(
        "unsupported",
        "keyword-in-detection",
        "Keyword search is not allowed in detection definitions",
        undefined,
        "Use leql_advanced_search, or write the keywords as matches of a field",
      );
    }
    const quoted = eventType === undefined ? undefined : quoteText(eventType);
    if (quoted === undefined) {
      return diagnostic(
        "unsupported",
        "unknown-event-type",
        "The name of the event type for detection definitions is not known",
      );
    }
    const from = `from(\n  ${eventTypeKey} = ${quoted}\n)`;
    return `${from}\nwhere(\n  ${printNode(where, OPERATOR_LINES)}\n)`;
  },
};
