/**
 * What all lines about one rule begin with.
 *
 * @module
 */

import type { Diagnostic } from "../../diagnostic.ts";
import { problemKind } from "../../record.ts";

/** What names a rule. */
export interface NamedRule {
  readonly path: string;
  readonly rule: number;
  readonly id: string | null;
  readonly title: string | null;
  readonly level: string | null;
}

/** Returns the keys that name a rule, as JSON without the closing brace. */
export function ruleHead({ path, rule, id, title, level }: NamedRule): string {
  return JSON.stringify({ path, rule, id, title, level }).slice(0, -1);
}

/** Returns the line for a rule that cannot be evaluated. */
export function faultLine(rule: NamedRule, fault: Diagnostic): string {
  const { code, message, line = null, column = null, hint = null } = fault;
  const error = { kind: problemKind(fault), code, message, line, column, hint };
  return `${ruleHead(rule)},"error":${JSON.stringify(error)}}\n`;
}
