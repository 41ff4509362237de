/**
 * The rows of docs/sigma-support.md.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../helpers/project.ts";

/** One row of a table. */
export interface SupportRow {
  /** Heading of the table. */
  readonly group: string;
  readonly feature: string;
  /** What becomes of it here. */
  readonly here: string;
  /** How pySigma differs. */
  readonly pysigma: string;
  /** Name of the case. */
  readonly name: string;
  /** Line in the file, from 1. */
  readonly line: number;
}

const HEAD = "| Feature | Here | pySigma | Case |";
const CASE_REGEXP = /^\[`([a-z_0-9]+\/[a-z_0-9]+)`\]\(\.\.\/tests\/support\/(\S+)\.yml\)$/;

/** Reads all rows. Throws for a line of a table that is none. */
export function readSupportRows(): SupportRow[] {
  const rows: SupportRow[] = [];
  let group = "";
  const text = readFileSync(join(ROOT, "docs", "sigma-support.md"), "utf8");
  text.split("\n").forEach((written, at) => {
    const line = at + 1;
    if (written.startsWith("## ")) group = written.slice(3);
    if (!written.startsWith("|")) return;
    const cells = written.replaceAll("\\|", "\0").split("|").slice(1, -1)
      .map((cell) => cell.trim().replaceAll("\0", "|"));
    if (cells.length !== 4) throw new Error(`line ${line} has ${cells.length} cells`);
    if (`| ${cells.join(" | ")} |` === HEAD || /^-+$/.test(cells[0])) return;
    const [feature, here, pysigma, link] = cells;
    const match = CASE_REGEXP.exec(link);
    if (match === null || match[1] !== match[2]) throw new Error(`line ${line} links no case`);
    rows.push({ group, feature, here, pysigma, name: match[1], line });
  });
  return rows;
}
