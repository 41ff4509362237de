import assert from "node:assert/strict";
import type { Format } from "../../lib/leql/formats/registry.ts";
import type { Rule } from "../../lib/sigma/ast.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";
import type { DeclaredLoss, VerificationReport } from "../../lib/verify/verification.ts";
import { verifyRule } from "../../lib/verify/verify_rule.ts";
import type { Witness, WitnessOptions } from "../../lib/verify/witnesses/witness.ts";
import { witnesses } from "../../lib/verify/witnesses/witnesses.ts";
import { ruleText } from "../helpers/expect_leql.ts";

/** Reads a rule with this detection section. */
export function readRule(detection: string): Rule {
  const [{ content }] = readDocuments(ruleText(detection));
  assert.ok(content?.kind === "Rule");
  return content;
}

/** The witness events of a detection section. */
export function eventsOf(detection: string, options: Partial<WitnessOptions> = {}): Witness[] {
  const rule = readRule(detection);
  return [...witnesses(rule, 0, { seed: 7, written: rule, ...options })];
}

/** Holds a rule with this detection section, fields being keys, against a query. */
export function verifyText(
  detection: string,
  query: string,
  declared: DeclaredLoss = "exact",
  format: Format = "default",
): VerificationReport {
  const rule = readRule(detection);
  return verifyRule({
    rule,
    written: rule,
    entry: undefined,
    eventTypes: ["some_event"],
    conditions: [{ declared, queries: [{ format, text: query, isChanged: false }] }],
  }, {});
}
