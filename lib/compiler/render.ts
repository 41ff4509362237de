/**
 * LEQL queries to text in each format.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import { type Format, FORMAT_REGISTRY } from "../leql/formats/registry.ts";
import type { LeqlQuery } from "../leql/query.ts";
import type { Fidelity, FormatDiagnostic, Query } from "../result.ts";

/** Queries, and why some formats have none. */
export interface Rendered {
  readonly queries: readonly Query[];
  readonly formatDiagnostics: readonly FormatDiagnostic[];
}

/** Changes a printed query, or says why it cannot be. */
export type Postprocess = (query: string, format: Format) => string | Diagnostic;

/**
 * Writes the queries of one rule, format by format. A format has all of them or none.
 *
 * @param parts The queries, in the order of the rule's conditions
 * @param fidelities How true each is to the rule
 * @param formats The formats, in their order
 * @param postprocess Changes the text of each
 */
export function render(
  parts: readonly LeqlQuery[],
  fidelities: readonly Fidelity[],
  formats: readonly Format[],
  postprocess: Postprocess | undefined,
): Rendered {
  const queries: Query[] = [];
  const formatDiagnostics: FormatDiagnostic[] = [];
  for (const format of formats) {
    const texts = parts.map((part) => {
      const text = FORMAT_REGISTRY[format].render(part);
      return postprocess === undefined || typeof text !== "string"
        ? text
        : postprocess(text, format);
    });
    const fault = texts.find((text): text is Diagnostic => typeof text !== "string");
    if (fault !== undefined) {
      formatDiagnostics.push({ format, diagnostic: fault });
      continue;
    }
    texts.forEach((query, condition) => {
      const fidelity = fidelities[condition];
      queries.push({ format, condition, query: query as string, fidelity });
    });
  }
  return { queries, formatDiagnostics };
}
