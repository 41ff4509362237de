/**
 * What the evidence of a query means for its rule.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { Span } from "../source.ts";
import type { EvidenceGrade } from "./table.ts";
import { isWeaker, type UsedEvidence, withoutEventType } from "./used_evidence.ts";

/**
 * Judges the evidence that every query of a rule stands on. The event type is no part of it:
 * {@link eventTypeDiagnostic} judges that.
 *
 * @param evidence What the queries stand on
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
  if (!evidence.some((item) => isDoubtful(item, least) && item.kind !== "eventType")) {
    return undefined;
  }
  const shared = withoutEventType(evidence);
  const weak = shared.filter(({ grade }) => isWeaker(grade, least));
  if (weak.length > 0) {
    return diagnostic(
      "unsupported",
      "weak-evidence",
      `The query would stand on evidence weaker than "${least}": ${weak.map(graded).join(", ")}`,
      span,
      "Check them against events of your own, and set them in a mapping table of your own",
    );
  }
  const inferred = shared.filter(({ grade }) => grade === "inferred");
  return diagnostic(
    "warning",
    "inferred-key",
    `The query stands on inferred evidence: ${inferred.map(nameOf).join(", ")}`,
    span,
    "Check it against events of your own",
  );
}

/**
 * Judges an event type, which a detection definition names and no other query.
 *
 * @param eventType The event type
 * @param evidence What the detection definition stands on
 * @param minEvidence Weaker evidence makes the detection definition unsupported
 * @returns `weak-evidence`, the warning `inferred-key`, or nothing; without a place, as all
 * diagnostics of one format
 */
export function eventTypeDiagnostic(
  eventType: string,
  evidence: readonly UsedEvidence[],
  minEvidence: EvidenceGrade | undefined,
): Diagnostic | undefined {
  const least = minEvidence ?? "inferred";
  const item = evidence.find(({ kind, name }) => kind === "eventType" && name === eventType);
  if (item === undefined || !isDoubtful(item, least)) return undefined;
  if (isWeaker(item.grade, least)) {
    return diagnostic(
      "unsupported",
      "weak-evidence",
      `The detection definition would stand on evidence weaker than "${least}": ${graded(item)}`,
      undefined,
      "Check it against events of your own, and set it in a mapping table of your own",
    );
  }
  return diagnostic(
    "warning",
    "inferred-key",
    `The detection definition stands on inferred evidence: ${nameOf(item)}`,
    undefined,
    "Check it against events of your own",
  );
}

function isDoubtful({ grade }: UsedEvidence, least: EvidenceGrade): boolean {
  return grade === "inferred" || isWeaker(grade, least);
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
