import { showValue } from "../../check/logic/values.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { evidenceDetail, twinEvidence } from "../../mappings/evidence.ts";
import type { Mapping } from "../../mappings/prepare.ts";
import type { FieldNote, RuleExplanation } from "../../mappings/tools/explain.ts";
import { problemKind } from "../../record.ts";
import type { ExplainedDocument } from "./explain_document.ts";
import { candidateWords } from "./explain_words.ts";

/**
 * Writes an explanation as a line of NDJSON.
 *
 * @param explained A rule, and why it becomes what it becomes
 * @param mapping The table, for its choices
 * @returns A JSON object with its line break
 */
export function explainLine(explained: ExplainedDocument, mapping: Mapping): string {
  const { path, rule, result, rules, explanation } = explained;
  const { id, title, logsource, queries, skipped } = result;
  return `${
    JSON.stringify({
      path,
      rule,
      id,
      title,
      logsource: logsource && {
        category: logsource.category,
        product: logsource.product,
        service: logsource.service,
      },
      ...(rules && {
        rules: rules.map(({ name }) => name),
        correlated: rules.flatMap(({ name, explanation }) =>
          explanation === undefined ? [] : {
            rule: name,
            ...explanationMembers(explanation, mapping),
            counted_by: names(explanation),
          }
        ),
      }),
      ...(explanation && explanationMembers(explanation, mapping)),
      queries: queries.map(({ format, condition, eventType, query, fidelity }) => {
        const named = eventType === undefined ? {} : { event_type: eventType };
        return { format, condition, ...named, query, fidelity };
      }),
      ...(skipped && { skipped }),
      problems: explained.problems.map((item) => ({ kind: problemKind(item), ...fault(item) })),
      warnings: explained.warnings.map(fault),
    })
  }\n`;
}

function explanationMembers(explanation: RuleExplanation, mapping: Mapping): object {
  const { candidates, entry, isCarried, fields, conditions, weakest, sources } = explanation;
  return {
    entries: candidates.map((candidate) => {
      const { id, outcome, reasons } = candidate;
      return { id, outcome, reasons, text: candidateWords(candidate, mapping.choices) };
    }),
    entry: entry === undefined ? null : {
      id: entry.id,
      serves: isCarried,
      description: entry.entry.description ?? null,
      event_type: entry.entry.eventType ?? null,
      event_type_evidence: entry.evidence ?? null,
      twin_event_types: Object.fromEntries(
        Object.entries(entry.entry.twinEventTypes ?? {}).map(([name, twin]) => {
          return [name, twin && evidenceDetail(twinEvidence(twin))];
        }),
      ),
      log_set: entry.entry.logSet ?? null,
      collection: entry.entry.collection ?? null,
    },
    fields: fields.map(fieldMembers),
    conditions: conditions.map(({ text, state, keys, evidence }) => {
      return { text, state, keys, evidence };
    }),
    evidence: isCarried ? weakest : null,
    sources: Object.fromEntries(sources),
  };
}

function names({ names }: RuleExplanation): object[] {
  return names.map(({ field, mapped }) => {
    if (!("key" in mapped)) return { field, key: null, reason: mapped.reason, evidence: [] };
    return { field, key: mapped.key, reason: null, evidence: mapped.evidence };
  });
}

function fieldMembers({ field, keys, pattern, values, valuesEvidence, diagnostics }: FieldNote) {
  return {
    field,
    keys: keys.map(({ key, isWithin, evidence }) => {
      return { key, within: isWithin, evidence: evidence ?? null };
    }),
    pattern: pattern ?? null,
    values: values.map(({ from, to }) => ({ from: showValue(from), to: to.map(showValue) })),
    values_evidence: valuesEvidence ?? null,
    diagnostics: diagnostics.map(({ severity, code, message }) => ({ severity, code, message })),
  };
}

function fault({ code, message, line, column, hint }: Diagnostic): object {
  return { code, message, line: line ?? null, column: column ?? null, hint: hint ?? null };
}
