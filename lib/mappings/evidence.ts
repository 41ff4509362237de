/**
 * Evidence in its two forms.
 *
 * @module
 */

import type { Evidence, EvidenceDetail, EvidenceGrade, TwinEventType } from "./table.ts";

/**
 * Returns evidence in its long form.
 *
 * @param evidence `"grade: source"`, or the long form already
 * @returns Grade, source and note
 *
 * @example The short form
 * ```ts
 * import { evidenceDetail } from "./evidence.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(evidenceDetail("seen: eet"), { grade: "seen", source: "eet" });
 * ```
 */
export function evidenceDetail(evidence: Evidence): EvidenceDetail {
  if (typeof evidence !== "string") return evidence;
  const colon = evidence.indexOf(":");
  return {
    grade: evidence.slice(0, colon) as EvidenceGrade,
    source: evidence.slice(colon + 1).trim(),
  };
}

/** Returns how well a further event type is known. */
export function twinEvidence(twin: TwinEventType): Evidence {
  return typeof twin !== "string" && "only" in twin ? twin.evidence : twin;
}
