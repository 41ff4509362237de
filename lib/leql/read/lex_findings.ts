/**
 * What is found while a text is cut into tokens.
 *
 * @module
 */

import { type Diagnostic, diagnostic, type DiagnosticCode } from "../../diagnostic.ts";
import type { Span } from "../../source.ts";

/** Most diagnostics of one text: what follows is mostly an echo. */
const MAX_DIAGNOSTICS = 100;

/** Collects diagnostics, as many as somebody would read. */
export class LexFindings {
  /** In the order of the places. */
  readonly items: Diagnostic[] = [];
  #hasError = false;
  /** Characters of which all has been said. */
  readonly #said = new Set<string>();

  /** Adds a diagnostic, if there is one. */
  add(found: Diagnostic | undefined): void {
    if (found === undefined) return;
    // That there is an error has to be known, however much has been said before.
    const isFirstError = found.severity === "error" && !this.#hasError;
    if (this.items.length >= MAX_DIAGNOSTICS && !isFirstError) return;
    this.#hasError ||= isFirstError;
    this.items.push(found);
  }

  /** Adds what needs to be said of a character no second time. */
  addOnce(found: Diagnostic, character: string): void {
    if (this.#said.has(character)) return;
    this.#said.add(character);
    this.add(found);
  }

  /** Adds a warning. */
  warn(code: DiagnosticCode, message: string, span: Span, hint?: string): void {
    this.add(diagnostic("warning", code, message, span, hint));
  }

  /** Adds an error. */
  error(code: DiagnosticCode, message: string, span: Span, hint?: string): void {
    this.add(diagnostic("error", code, message, span, hint));
  }
}
