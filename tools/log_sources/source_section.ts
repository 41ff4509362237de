/** The sources of a table, in Markdown. */

import { evidenceDetail } from "../../lib/mappings/evidence.ts";
import type { Evidence, EvidenceGrade, MappingTable } from "../../lib/mappings/table.ts";
import { EVIDENCE_GRADES } from "../../lib/mappings/used_evidence.ts";
import { code, plain, table } from "./markdown.ts";

/** Writes the sources, each with how often it is named for which grade. */
export function sourceSection(whole: MappingTable): string[] {
  const counts = countEvidence(whole);
  const rows = Object.entries(whole.sources ?? {}).map(([id, { title, url }]) => {
    const numbers = EVIDENCE_GRADES.map((grade) => String(counts.get(`${grade} ${id}`) ?? ""));
    return [code(id), `[${plain(title)}](${url})`, ...numbers];
  });
  return table(["id", "source", ...EVIDENCE_GRADES], rows);
}

/** Writes the addresses behind the ids, which links of the document name. */
export function sourceLinks({ sources = {} }: MappingTable): string[] {
  return Object.entries(sources).map(([id, { url }]) => `[${id}]: ${url}`);
}

/** Writes how many keys, event types and conditions of the table are known how well. */
export function gradeTable(whole: MappingTable): string[] {
  const counts = countEvidence(whole);
  const sum = (grade: EvidenceGrade): number =>
    Object.keys(whole.sources ?? {}).reduce(
      (total, id) => total + (counts.get(`${grade} ${id}`) ?? 0),
      0,
    );
  return table(
    ["grade", "keys, event types, conditions and words"],
    EVIDENCE_GRADES.map((grade) => [grade, String(sum(grade))]),
  );
}

function countEvidence(whole: MappingTable): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  JSON.stringify([whole.entries, whole.fieldSets], (name, value: unknown) => {
    if (/^(?:values)?[eE]vidence$/.test(name) && value !== undefined) {
      const { grade, source } = evidenceDetail(value as Evidence);
      const id = `${grade} ${source}`;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return value;
  });
  return counts;
}
