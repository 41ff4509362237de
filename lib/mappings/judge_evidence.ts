/**
 * What the evidence of a query means for its rule.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { Span } from "../source.ts";
import type { EvidenceGrade } from "./table.ts";
import { isWeaker, type UsedEvidence } from "./used_evidence.ts";

/**
 * Judges the evidence of a query.
 *
 * @param evidence What the query stands on
 * @param minEvidence Weaker evidence makes the rule unsupported
 * @param span Where to report it
 * @returns `weak-evidence`, the warning `inferred-key`, or nothing
 */
export function evidenceDiagnostic(
  evidence: readonly UsedEvidence[],
  minEvidence: EvidenceGrade | undefined,
  span?: Span,
): Diagnostic | undefined {
  const least = minEvidence ?? "inferred";
  // Most rules stand on keys that are seen.
  if (!evidence.some(({ grade }) => grade === "inferred" || isWeaker(grade, least))) {
    return undefined;
  }
  const weak = evidence.filter(({ grade }) => isWeaker(grade, least));
  if (weak.length > 0) {
    return diagnostic(
      "unsupported",
      "weak-evidence",
      `The query would stand on evidence weaker than "${least}": ${weak.map(graded).join(", ")}`,
      span,
      "Check them against events of your own, and set them in a mapping table of your own",
    );
  }
  const inferred = evidence.filter(({ grade }) => grade === "inferred");
  return diagnostic(
    "warning",
    "inferred-key",
    `The query stands on inferred evidence: ${inferred.map(nameOf).join(", ")}`,
    span,
    "Check it against events of your own",
  );
}

const KIND_WORDS = {
  key: "",
  value: "",
  condition: "condition ",
  eventType: "event type ",
} as const;

function nameOf({ kind, name }: UsedEvidence): string {
  return `${KIND_WORDS[kind]}${name}`;
}

function graded(item: UsedEvidence): string {
  return `${nameOf(item)} (${item.grade})`;
}
