/**
 * What ends the reading of a condition or a clause.
 *
 * @module
 */

import { type Diagnostic, diagnostic, type DiagnosticCode } from "../../diagnostic.ts";
import type { Span } from "../../source.ts";

/** Thrown inside of the reader, caught at the nearest condition or clause. */
export class ReadFault {
  /** What is wrong. */
  readonly diagnostic: Diagnostic;

  /**
   * @param code What is wrong, for programs
   * @param message What is wrong, for people
   * @param span Where
   * @param hint What to do about it
   */
  constructor(code: DiagnosticCode, message: string, span: Span, hint?: string) {
    this.diagnostic = diagnostic("error", code, message, span, hint);
  }
}
