/**
 * What an output format is.
 *
 * @module
 */

import type { Diagnostic } from "../../diagnostic.ts";
import type { LeqlQuery } from "../query.ts";

/** One way to write a query. */
export interface LeqlFormat {
  readonly name: string;
  /** One line for `list formats` and the help. */
  readonly summary: string;
  /** True when its queries name the event type. */
  readonly namesEventType?: boolean;
  /** Returns the text, or why the query cannot be written in this format. */
  readonly render: (query: LeqlQuery) => string | Diagnostic;
}
