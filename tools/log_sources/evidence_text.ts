/** Evidence in Markdown. */

import { evidenceDetail } from "../../lib/mappings/evidence.ts";
import type { Evidence } from "../../lib/mappings/table.ts";
import { plain } from "./markdown.ts";

/** Grade, source as a link, and the note. */
export function evidenceText(evidence: Evidence | undefined): string {
  if (evidence === undefined) return "";
  const { grade, source, note } = evidenceDetail(evidence);
  return `${grade}: [${source}]${note === undefined ? "" : `. ${plain(note)}`}`;
}

/** The same in brackets, behind a text. */
export function inBrackets(evidence: Evidence | undefined): string {
  return evidence === undefined ? "" : ` (${evidenceText(evidence)})`;
}
