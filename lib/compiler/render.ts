/**
 * LEQL queries to text in each format.
 *
 * @module
 */

import { type Diagnostic, isFatal } from "../diagnostic.ts";
import { type Format, FORMAT_REGISTRY } from "../leql/formats/registry.ts";
import type { LeqlQuery } from "../leql/query.ts";
import { eventTypeDiagnostic } from "../mappings/judge_evidence.ts";
import type { EvidenceGrade } from "../mappings/table.ts";
import { type UsedEvidence, weakestEvidence, withoutEventType } from "../mappings/used_evidence.ts";
import type { Fidelity, FormatDiagnostic, Query, ResultEvidence } from "../result.ts";

/** Queries, and why some formats have none. */
export interface Rendered {
  readonly queries: readonly Query[];
  readonly formatDiagnostics: readonly FormatDiagnostic[];
}

/** What queries stand on, and how well it must be known. */
export interface EvidenceToJudge {
  readonly evidence: readonly UsedEvidence[];
  /** A format that names an event type of weaker evidence has no queries. */
  readonly minEvidence: EvidenceGrade | undefined;
}

/** Changes a printed query, or says why it cannot be. */
export type Postprocess = (query: string, format: Format) => string | Diagnostic;

/**
 * Writes the queries of one rule, format by format. A format has all of them or none. The event
 * type is judged here, since some formats alone name it.
 *
 * @param parts The queries, in the order of the rule's conditions
 * @param fidelities How true each is to the rule
 * @param known What they stand on
 * @param formats The formats, in their order
 * @param postprocess Changes the text of each
 */
export function render(
  parts: readonly LeqlQuery[],
  fidelities: readonly Fidelity[],
  { evidence, minEvidence }: EvidenceToJudge,
  formats: readonly Format[],
  postprocess: Postprocess | undefined,
): Rendered {
  const queries: Query[] = [];
  const formatDiagnostics: FormatDiagnostic[] = [];
  const ofSearches = gradeOf(withoutEventType(evidence));
  for (const format of formats) {
    const { namesEventType = false, render } = FORMAT_REGISTRY[format];
    const texts = parts.flatMap((part, condition) =>
      (namesEventType ? ofEventTypes(part) : [part]).map((one) => {
        const text = render(one);
        const query = postprocess === undefined || typeof text !== "string"
          ? text
          : postprocess(text, format);
        return { condition, eventType: one.eventType, query, isTwin: one !== part };
      })
    );
    const found = texts.map(({ query }) => query).find((text) => typeof text !== "string") ??
      (namesEventType ? eventTypeDiagnostic(evidence, minEvidence) : undefined);
    if (found !== undefined) {
      formatDiagnostics.push({ format, diagnostic: found });
      if (isFatal(found)) continue;
    }
    const weakest = namesEventType ? gradeOf(evidence) : ofSearches;
    for (const { condition, eventType, query, isTwin } of texts) {
      queries.push({
        format,
        condition,
        ...(isTwin ? { eventType } : {}),
        query: query as string,
        fidelity: fidelities[condition],
        evidence: weakest,
      });
    }
  }
  return { queries, formatDiagnostics };
}

/** The query for each event type that the events get; the query itself where it is one. */
function ofEventTypes(part: LeqlQuery): LeqlQuery[] {
  if (part.twins === undefined) return [part];
  return [part.eventType, ...part.twins].map((eventType) => ({ ...part, eventType }));
}

/** Without what says what kind of thing it is. */
function gradeOf(evidence: readonly UsedEvidence[]): ResultEvidence | null {
  const weakest = weakestEvidence(evidence);
  if (weakest === null) return null;
  const { grade, name, source } = weakest;
  return { grade, name, source };
}
