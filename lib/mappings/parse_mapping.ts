/**
 * Text to mapping table.
 *
 * @module
 */

import { type Diagnostic, diagnostic, locate } from "../diagnostic.ts";
import type { YamlNode } from "../yaml/node.ts";
import { parseYaml } from "../yaml/parse.ts";
import { checkTable } from "./check_table.ts";
import { jsonComment } from "./json_comment.ts";
import { jsonPath, spanAt } from "./pointer.ts";
import type { TableProblem } from "./problem.ts";
import type { MappingResult, MappingTable } from "./table.ts";

/**
 * Reads a mapping table from a text and checks it: against the JSON Schema,
 * and for what a schema cannot say.
 *
 * The text is JSON. It is read as YAML, of which JSON is a part, so that a
 * fault has a line and a column; a table in YAML works as well.
 *
 * @param text The content of a file
 * @returns The table, or diagnostics `mapping-syntax` and `mapping-invalid`
 * with line, column and, in the message, the JSON path; never rejects
 *
 * @example A fault has a path and a position
 * ```ts
 * import { parseMapping } from "./parse_mapping.ts";
 * import assert from "node:assert/strict";
 *
 * const { table, diagnostics } = await parseMapping(`{
 *   "name": "site",
 *   "entries": { "dns": { "fields": { "QueryName": 1 } } }
 * }`);
 * assert.equal(table, undefined);
 * assert.equal(
 *   diagnostics[0].message,
 *   "$.entries.dns.fields.QueryName is a number: expected a string, a list, an object or null",
 * );
 * assert.deepEqual([diagnostics[0].line, diagnostics[0].column], [3, 50]);
 * ```
 */
export async function parseMapping(text: string): Promise<MappingResult> {
  const comment = jsonComment(text);
  if (comment !== undefined) return { diagnostics: [locate(comment, text)] };
  const documents = parseYaml(text);
  if (documents.length !== 1) return { diagnostics: [notOneDocument(documents.length)] };
  const { root, diagnostics: faults } = documents[0];
  if (root === undefined || faults.length > 0) {
    return { diagnostics: faults.map((fault) => locate(toSyntax(fault), text)) };
  }
  const value = toPlain(root);
  const { checkSchema } = await import("./check_schema.ts");
  let problems = checkSchema(value);
  if (problems.length === 0) problems = checkTable(value as MappingTable);
  if (problems.length === 0) return { table: value as MappingTable, diagnostics: [] };
  const diagnostics = problems.map((problem) => toDiagnostic(problem, root))
    .sort((a, b) => a.span!.start - b.span!.start)
    .map((item) => locate(item, text));
  return { diagnostics };
}

function notOneDocument(count: number): Diagnostic {
  return diagnostic(
    "error",
    "mapping-syntax",
    count === 0
      ? "Cannot read the mapping table: the file is empty"
      : `Cannot read the mapping table: the file holds ${count} documents`,
  );
}

function toSyntax({ message, span, hint }: Diagnostic): Diagnostic {
  const text = message.replace("the text as YAML", "the mapping table");
  return diagnostic("error", "mapping-syntax", text, span, hint);
}

function toDiagnostic({ pointer, at, message, hint }: TableProblem, root: YamlNode): Diagnostic {
  const span = spanAt(root, pointer, at);
  return diagnostic("error", "mapping-invalid", `${jsonPath(pointer)} ${message}`, span, hint);
}

function toPlain(node: YamlNode): unknown {
  switch (node.kind) {
    case "Scalar":
      return typeof node.value === "bigint" ? Number(node.value) : node.value;
    case "Sequence":
      return node.items.map(toPlain);
    case "Mapping":
      return Object.fromEntries(node.pairs.map(({ key, value }) => [key.text, toPlain(value)]));
  }
}
