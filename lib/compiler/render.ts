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
import {
  type UsedEvidence,
  weakestEvidence,
  withEventType,
  withoutEventType,
} from "../mappings/used_evidence.ts";
import type { Fidelity, FormatDiagnostic, Query, ResultEvidence } from "../result.ts";

/** Queries, and why some formats have none. */
export interface Rendered {
  readonly queries: readonly Query[];
  readonly formatDiagnostics: readonly FormatDiagnostic[];
  /** Event types that are known too little for a query. */
  readonly weakEventTypes?: ReadonlySet<string>;
}

/** What queries stand on, and how well it must be known. */
export interface EvidenceToJudge {
  readonly evidence: readonly UsedEvidence[];
  /** A query that names an event type of weaker evidence is left out. */
  readonly minEvidence: EvidenceGrade | undefined;
}

/** Changes a printed query, or says why it cannot be. */
export type Postprocess = (query: string, format: Format) => string | Diagnostic;

/**
 * Writes the queries of one rule, format by format. A format has all of them or none; but of several
 * event types those that are known too little have none. They are judged here, since some formats
 * alone name them.
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
  const weak = new Set<string>();
  const ofSearches = gradeOf(withoutEventType(evidence));
  for (const format of formats) {
    const { namesEventType = false, render } = FORMAT_REGISTRY[format];
    const printed = parts.flatMap((part, condition) =>
      (namesEventType ? ofEventTypes(part) : [part]).map((one) => {
        const text = render(one);
        const query = postprocess === undefined || typeof text !== "string"
          ? text
          : postprocess(text, format);
        return { condition, eventType: namesEventType ? one.eventType : undefined, query };
      })
    );
    const fault = printed.find(({ query }) => typeof query !== "string");
    if (fault !== undefined) {
      formatDiagnostics.push({ format, diagnostic: fault.query as Diagnostic });
      continue;
    }
    for (const name of new Set(printed.flatMap(({ eventType }) => eventType ?? []))) {
      const diagnostic = eventTypeDiagnostic(name, evidence, minEvidence);
      if (diagnostic === undefined) continue;
      formatDiagnostics.push({ format, diagnostic });
      if (isFatal(diagnostic)) weak.add(name);
    }
    for (const { condition, eventType, query } of printed) {
      if (eventType !== undefined && weak.has(eventType)) continue;
      queries.push({
        format,
        condition,
        ...(eventType === undefined ? {} : { eventType }),
        query: query as string,
        fidelity: fidelities[condition],
        evidence: eventType === undefined
          ? ofSearches
          : gradeOf(withEventType(evidence, eventType)),
      });
    }
  }
  return { queries, formatDiagnostics, ...(weak.size === 0 ? {} : { weakEventTypes: weak }) };
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
