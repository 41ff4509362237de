/**
 * What a site can choose so that a rule without a detection definition gets one.
 *
 * @module
 */

import { type Diagnostic, isFatal } from "../diagnostic.ts";
import { applyMapping } from "../mappings/apply.ts";
import { eventTypeDiagnostic } from "../mappings/judge_evidence.ts";
import type { Mapping } from "../mappings/prepare.ts";
import type { EvidenceGrade } from "../mappings/table.ts";
import type { Detection, Rule } from "../sigma/ast.ts";
import type { Rendered } from "./render.ts";

/**
 * Adds to `unknown-event-type`, and to `weak-evidence` of an event type, which choices would find
 * the events under an event type that is known, or known well enough.
 *
 * @param rendered The queries of a rule
 * @param rule The rule, in Sigma fields
 * @param mapping The mapping table
 * @param minEvidence Weaker evidence counts as none
 * @returns The same when there is nothing to add
 */
export function withEventTypeHint(
  rendered: Rendered,
  rule: Rule,
  mapping: Mapping,
  minEvidence: EvidenceGrade | undefined,
): Rendered {
  const { formatDiagnostics } = rendered;
  if (!formatDiagnostics.some(({ diagnostic }) => isAboutEventType(diagnostic))) return rendered;
  const found = mapping.others().flatMap(({ choice, value, mapping }) => {
    const { rule: mapped, target, evidence } = applyMapping(rule, mapping, { minEvidence });
    if (mapped === undefined || target?.eventType === undefined || hasKeyword(mapped)) return [];
    const judged = eventTypeDiagnostic(target.eventType, evidence, minEvidence);
    if (judged !== undefined && isFatal(judged)) return [];
    return [`--${dashed(choice)} ${dashed(value)} searches such events as "${target.eventType}"`];
  });
  if (found.length === 0) return rendered;
  const choices = found.join("; ");
  return {
    ...rendered,
    formatDiagnostics: formatDiagnostics.map((item) => {
      const { diagnostic } = item;
      if (!isAboutEventType(diagnostic)) return item;
      const hint = diagnostic.code === "unknown-event-type"
        ? `${choices}, an event type that is known`
        : `${diagnostic.hint}; ${choices}, an event type that is known better`;
      return { ...item, diagnostic: { ...diagnostic, hint } };
    }),
  };
}

/** Such a `weak-evidence` of one format is about its event type: other evidence is the rule's. */
function isAboutEventType({ code }: Diagnostic): boolean {
  return code === "unknown-event-type" || code === "weak-evidence";
}

/** The choice, as the command line spells it. */
function dashed(name: string): string {
  return name.replaceAll("_", "-");
}

/** Detection definitions have no keyword search. */
function hasKeyword({ identifiers }: Rule): boolean {
  const isKeyword = (detection: Detection): boolean =>
    detection.kind === "Item" ? detection.field === null : detection.items.some(isKeyword);
  return identifiers.some(({ detection }) => isKeyword(detection));
}
