/**
 * What cannot be evaluated. Thrown while a matcher is made and caught where that ends.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { LogEvent } from "../event/event.ts";
import type { Span } from "../source.ts";
import { type EventTest, viewOf } from "./event_view.ts";
import type { Matcher } from "./matcher.ts";

/** Why something cannot be evaluated. */
export class NotEvaluable extends Error {
  /** The place in the source of what it is about. */
  readonly span?: Span;

  constructor(reason: string, span?: Span) {
    super(reason);
    this.span = span;
  }

  /** The fault as data. */
  toDiagnostic(what: string): Diagnostic {
    return diagnostic(
      "unsupported",
      "not-evaluable",
      `Cannot evaluate the ${what}: ${this.message}`,
      this.span,
    );
  }
}

/**
 * Makes a matcher, or says why there is none.
 *
 * @param what What it is made from, for messages: `rule`, `query`
 * @param make Makes the test; may throw {@link NotEvaluable}
 * @returns The matcher, or the fault `not-evaluable`
 */
export function makeMatcher(what: string, make: () => EventTest): Matcher | Diagnostic {
  try {
    const test = make();
    return { matches: (event: LogEvent) => test(viewOf(event)) };
  } catch (error) {
    if (!(error instanceof NotEvaluable)) throw error;
    return error.toDiagnostic(what);
  }
}
