/**
 * Thrown inside this folder only, to leave a transformation with a diagnostic.
 *
 * @module
 */

import { type Diagnostic, diagnostic, type DiagnosticCode, type Severity } from "../diagnostic.ts";
import type { Span } from "../source.ts";

/** Leaves the processing of one rule. */
export class ProcessingFault extends Error {
  /** What keeps the rule from being processed. */
  readonly item: Diagnostic;

  /**
   * Makes a fault.
   *
   * @param item What keeps the rule from being processed
   */
  constructor(item: Diagnostic) {
    super(item.message);
    this.item = item;
  }
}

/** Leaves the processing of one rule with a diagnostic. */
export function fail(
  code: DiagnosticCode,
  message: string,
  span?: Span,
  hint?: string,
  severity: Severity = "error",
): never {
  throw new ProcessingFault(diagnostic(severity, code, message, span, hint));
}
