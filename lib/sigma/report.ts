/**
 * Collects the faults of one document while it is read, so that one fault
 * does not hide the next.
 *
 * @module
 */

import { type Diagnostic, diagnostic, type DiagnosticCode } from "../diagnostic.ts";
import type { Span } from "../source.ts";

/** A list of diagnostics with short ways to add to it. */
export class Report {
  readonly items: Diagnostic[] = [];

  /** Adds a fault of the rule. */
  error(code: DiagnosticCode, message: string, span?: Span, hint?: string): void {
    this.items.push(diagnostic("error", code, message, span, hint));
  }

  /** Adds something that the target cannot say. */
  unsupported(code: DiagnosticCode, message: string, span?: Span, hint?: string): void {
    this.items.push(diagnostic("unsupported", code, message, span, hint));
  }

  /** Adds something worth a look. */
  warning(code: DiagnosticCode, message: string, span?: Span, hint?: string): void {
    this.items.push(diagnostic("warning", code, message, span, hint));
  }

  /** True when something keeps the rule from being converted. */
  get isFatal(): boolean {
    return this.items.some((item) => item.severity !== "warning");
  }
}
