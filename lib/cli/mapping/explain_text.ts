import { printable } from "../../check/output/writer.ts";
import { type Diagnostic, formatDiagnostic } from "../../diagnostic.ts";
import { evidenceDetail, twinEvidence } from "../../mappings/evidence.ts";
import type { Mapping } from "../../mappings/prepare.ts";
import type { EvidenceDetail } from "../../mappings/table.ts";
import type {
  ConditionNote,
  EntryNote,
  FieldNote,
  NameNote,
  RuleExplanation,
} from "../../mappings/tools/explain.ts";
import { describeLogSource } from "../../mappings/tools/obstacles.ts";
import type { ExplainedDocument } from "./explain_document.ts";
import { candidateWords, collectionWords, valueWords } from "./explain_words.ts";

/** Where the second column begins. */
const COLUMN = 14;

/**
 * Writes an explanation for people.
 *
 * @param explained A rule, and why it becomes what it becomes
 * @param mapping The table, for its choices
 * @returns Lines, each with its line break
 */
export function explainText(explained: ExplainedDocument, mapping: Mapping): string {
  const { path, rule, result, explanation, rules = [] } = explained;
  const place = rule === 0 ? path : `${path}, document ${rule + 1}`;
  const lines = [printable(`${result.title ?? result.id ?? "A rule without a title"} (${place})`)];
  const { logsource } = result;
  if (logsource !== null && Object.values(logsource).some((value) => value !== undefined)) {
    lines.push(...row("log source", [describeLogSource(logsource)]));
  }
  for (const { name, explanation } of rules) {
    lines.push(...row("rule", [name]));
    if (explanation !== undefined) lines.push(...explanationLines(explanation, mapping));
  }
  if (explanation !== undefined) lines.push(...explanationLines(explanation, mapping));
  for (const { format, query } of result.queries) {
    const name = result.queries.some((other) => other.format !== format) ? ` (${format})` : "";
    lines.push(`  query${name}`, ...query.split("\n").map((line) => `    ${printable(line)}`));
  }
  if (result.skipped !== undefined) lines.push(...row("no query", [result.skipped.message]));
  lines.push(...row("why not", explained.problems.map(faultText)));
  lines.push(...row("warnings", explained.warnings.map(faultText)));
  return lines.map((line) => `${line}\n`).join("");
}

function explanationLines(explanation: RuleExplanation, mapping: Mapping): string[] {
  const { candidates, entry, isCarried, fields, conditions, names, weakest, sources } = explanation;
  const tried = candidates.map((one) => `${one.id}: ${candidateWords(one, mapping.choices)}`);
  const lines = row("entries", tried);
  if (entry !== undefined) lines.push(...entryLines(entry));
  lines.push(...row("fields", fields.flatMap(fieldLines)));
  lines.push(...row("conditions", conditions.map(conditionText)));
  lines.push(...row("counted by", names.map(nameText)));
  if (isCarried) {
    const text = weakest === null
      ? "not graded"
      : `${weakest.grade}, by ${weakest.name} (${weakest.source})`;
    lines.push(...row("evidence", [text]));
  }
  const list = [...sources].map(([id, { title, url }]) => `${id}: ${title}, ${url}`);
  return [...lines, ...row("sources", list)];
}

function entryLines({ entry, evidence }: EntryNote): string[] {
  const { description, eventType, twinEventTypes, logSet } = entry;
  const arrival = collectionWords(entry);
  const twins = Object.entries(twinEventTypes ?? {}).map(([name, twin]) =>
    `${name}${
      twin === null ? "" : graded(evidenceDetail(twinEvidence(twin)))
    }, in a detection definition of its own`
  );
  return [
    ...row("about", description === undefined ? [] : [description]),
    ...row("event type", [
      eventType ? `${eventType}${graded(evidence)}` : "not known",
      ...(eventType ? twins : []),
    ]),
    ...row("log set", [logSet ?? "not known"]),
    ...row("arrival", arrival === undefined ? [] : [arrival]),
  ];
}

function fieldLines(note: FieldNote): string[] {
  const { field, keys, pattern, values, valuesEvidence, diagnostics } = note;
  const shown = keys.map(({ key, isWithin, evidence }) => {
    const name = key ?? "the log line";
    return `${isWithin ? `anywhere in ${name}` : name}${graded(evidence)}`;
  });
  const made = pattern === undefined ? "" : `, by the pattern ${pattern}`;
  const head = `${field} -> ${shown.length === 0 ? "no key" : shown.join(" or ")}${made}`;
  const notes = new Set(keys.flatMap(({ evidence }) => evidence?.note ?? []));
  const words = values.map((value) => `${valueWords(value)}${graded(valuesEvidence)}`);
  const faults = diagnostics.map(({ severity, message }) => `${severity}: ${message}`);
  return [head, ...[...words, ...notes, ...new Set(faults)].map((line) => `  ${line}`)];
}

function conditionText({ text, state, keys, evidence }: ConditionNote): string {
  const [of] = evidence.filter(({ kind }) => kind === "condition");
  const names = keys.map((key) => key ?? "the log line");
  // A condition may name its key itself.
  const place = text.startsWith(`${names[0]} `) ? "" : ` on ${names.join(" or ")}`;
  return `${text}${place}, ${STATE_WORDS[state]}${of === undefined ? "" : graded(of)}`;
}

function nameText({ field, mapped }: NameNote): string {
  if (!("key" in mapped)) return `${field} -> no key: ${mapped.reason}`;
  return `${field} -> ${mapped.key}${graded(mapped.evidence.at(0))}`;
}

const STATE_WORDS = {
  added: "added",
  stated: "not added: the rule says it",
  never: "which the rule excludes",
} as const;

function graded(evidence: Pick<EvidenceDetail, "grade" | "source"> | undefined): string {
  return evidence === undefined ? "" : ` (${evidence.grade}: ${evidence.source})`;
}

function faultText(item: Diagnostic): string {
  return formatDiagnostic(item);
}

/** Lines under a heading in the first column; none when there is nothing to say. */
function row(heading: string, texts: readonly string[]): string[] {
  return texts.map((text, at) => {
    return `  ${(at === 0 ? heading : "").padEnd(COLUMN)}${printable(text)}`;
  });
}
