/**
 * Values for placeholders out of a file.
 *
 * @module
 */

import { parseYaml } from "../yaml/parse.ts";
import { parseCsv } from "./csv.ts";
import { parseJqPath, selectValues } from "./jq_path.ts";
import type { ParameterReader } from "./parameter_reader.ts";
import { type PipelineValue, pythonText, toPipelineValue } from "./pipeline_value.ts";

/**
 * Reads the parameters of a file's form and the values in it.
 *
 * @param reader The parameters
 * @param content The file's content; `undefined` when it was not given
 * @param path The file, for messages
 * @returns At least one value; `undefined` when a fault was reported
 */
export function readFileValues(
  reader: ParameterReader,
  content: string | undefined,
  path: string | undefined,
): readonly string[] | undefined {
  const format = reader.choice("format", ["plaintext", "csv", "json", "yaml"], "plaintext");
  const filterText = reader.text("filter");
  const filter = filterText === undefined
    ? undefined
    : reader.regex(filterText, reader.node("filter")!.span);
  const column = reader.node("csv_column");
  const hasHeader = reader.flag("csv_has_header", true);
  const jq = reader.text("jq_expression");
  if (reader.failed || format === undefined || path === undefined) return undefined;
  if (content === undefined) return reader.fault(`the file "${path}" was not read`);
  const found = format === "plaintext"
    ? content.split(/\r\n|[\n\r\v\f\x85\u2028\u2029]/).map((line) => line.trim())
      .filter((line) => line !== "")
    : format === "csv"
    ? csvValues(reader, content, column?.kind === "Scalar" ? column.value : undefined, hasHeader)
    : treeValues(reader, content, format, jq, path);
  const values = found?.filter((value) => filter === undefined || value.search(filter.search) >= 0);
  if (values?.length === 0) return reader.fault(`the file "${path}" has no value`);
  return values;
}

function csvValues(
  reader: ParameterReader,
  content: string,
  column: PipelineValue | undefined,
  hasHeader: boolean,
): readonly string[] | undefined {
  const rows = parseCsv(content);
  if (typeof column === "number" && Number.isInteger(column) && column >= 0) {
    return rows.slice(hasHeader ? 1 : 0).flatMap((row) => row[column] ?? []);
  }
  if (typeof column !== "string") {
    return reader.fault('the format "csv" needs "csv_column": a name, or a number from 0');
  }
  if (!hasHeader) {
    return reader.fault("a column by name needs a header row", reader.node("csv_column")?.span);
  }
  const [header = [], ...body] = rows;
  const index = header.indexOf(column);
  if (index < 0) {
    return reader.fault(`there is no column "${column}"`, reader.node("csv_column")?.span);
  }
  return body.flatMap((row) => row[index] ?? []);
}

function treeValues(
  reader: ParameterReader,
  content: string,
  format: "json" | "yaml",
  jq: string | undefined,
  path: string,
): readonly string[] | undefined {
  if (jq === undefined) return reader.fault(`the format "${format}" needs a "jq_expression"`);
  const { span } = reader.node("jq_expression")!;
  const steps = parseJqPath(jq);
  if (steps === undefined) {
    return reader.refuse(
      `cannot read the jq expression "${jq}"`,
      span,
      'Only paths such as ".items[].name" can be read',
    );
  }
  const tree = format === "json" ? readJson(content) : readYaml(content);
  if (tree === undefined) return reader.fault(`the file "${path}" is not ${format.toUpperCase()}`);
  const selected = selectValues(tree, steps);
  if (selected === undefined) {
    return reader.fault(`the file "${path}" has nothing at "${jq}"`, span);
  }
  const values: string[] = [];
  for (const value of selected) {
    if (value === null) continue;
    const text = pythonText(value);
    if (text === undefined) {
      return reader.fault(`"${jq}" gives a list or a mapping`, span, 'Select its entries by "[]"');
    }
    values.push(text);
  }
  return values;
}

function readJson(content: string): PipelineValue | undefined {
  try {
    return JSON.parse(content) as PipelineValue;
  } catch {
    return undefined;
  }
}

function readYaml(content: string): PipelineValue | undefined {
  const documents = parseYaml(content);
  const root = documents[0]?.root;
  if (documents.length !== 1 || root === undefined || documents[0].diagnostics.length > 0) {
    return undefined;
  }
  return toPipelineValue(root);
}
