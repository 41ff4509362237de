import type { Compiler, CompileResult, Format } from "../compile.ts";
import { type Diagnostic, diagnostic, formatDiagnostic } from "../diagnostic.ts";
import { loadRe2, Re2NotLoaded } from "../leql/re2.ts";
import { faultResult, problems, renderManifestLine, renderRecords, warnings } from "../record.ts";
import { countResult, emptyCounts } from "./counts.ts";
import type { BatchItem, BatchOutput, Counts, OutputKind, TreeFile } from "./protocol.ts";
import { readItem } from "./read_item.ts";
import { treePath } from "./tree_path.ts";

/** How a batch is converted. */
export interface Conversion {
  readonly compiler: Compiler;
  /** Requested formats, in the order in which they are written. */
  readonly formats: readonly Format[];
  readonly to: OutputKind;
  /** For `text`: hand the queries over one by one. */
  readonly collectQueries: boolean;
  /** The ids that are asked for, in lower case. */
  readonly ids?: ReadonlySet<string>;
}

/** Texts of the output while a batch runs. */
interface Draft {
  text: string;
  messages: string;
  readonly files: TreeFile[];
  readonly queries: string[];
  readonly counts: Counts;
}

const encoder = new TextEncoder();

/**
 * Reads, compiles and renders a batch. Workers and the main thread run this
 * same function, so their bytes are equal. Never rejects because of an item.
 *
 * @param items Inputs, in the order of the output
 * @param conversion How they are converted
 */
export async function convertBatch(
  items: readonly BatchItem[],
  conversion: Conversion,
): Promise<BatchOutput> {
  try {
    return convertLoaded(items, conversion);
  } catch (error) {
    if (!(error instanceof Re2NotLoaded)) throw error;
    await loadRe2();
    return convertLoaded(items, conversion);
  }
}

/**
 * Does the same where the RE2 port is loaded, or not needed.
 *
 * @param items Inputs, in the order of the output
 * @param conversion How they are converted
 */
function convertLoaded(items: readonly BatchItem[], conversion: Conversion): BatchOutput {
  const draft: Draft = { text: "", messages: "", files: [], queries: [], counts: emptyCounts() };
  for (const item of items) {
    const results = compileItem(item, conversion.compiler);
    for (const result of results) countResult(draft.counts, result, conversion.ids);
    if (conversion.to === "tree") writeTree(draft, item, results, conversion.formats);
    else if (conversion.to === "text") writeText(draft, results, conversion.collectQueries);
    else for (const result of results) draft.text += renderRecords(result);
  }
  const { text, messages, files, queries, counts } = draft;
  return { bytes: encoder.encode(text), messages, files, queries, counts };
}

function compileItem(item: BatchItem, compiler: Compiler): CompileResult[] {
  const text = readItem(item);
  if (typeof text !== "string") return [shift(faultResult(item.path, text), item)];
  try {
    const results = compiler.compileText({ path: item.path, text });
    return item.kind === "Document" ? results.map((result) => shift(result, item)) : results;
  } catch (error) {
    if (error instanceof Re2NotLoaded) throw error;
    return [shift(faultResult(item.path, internalFault(error)), item)];
  }
}

function internalFault(error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return diagnostic(
    "error",
    "internal",
    `Cannot compile the file: ${reason}`,
    undefined,
    "Please report this fault of the program",
  );
}

/** Moves a result of one document to the document's place in its stream. */
function shift(result: CompileResult, item: BatchItem): CompileResult {
  if (item.kind === "File") return result;
  const lines = item.kind === "Document" ? item.line : 0;
  const move = (item: Diagnostic): Diagnostic =>
    item.line === undefined ? item : { ...item, line: item.line + lines };
  return {
    ...result,
    rule: result.rule + item.index,
    diagnostics: result.diagnostics.map(move),
    formatDiagnostics: result.formatDiagnostics.map(({ format, diagnostic }) => ({
      format,
      diagnostic: move(diagnostic),
    })),
  };
}

function writeText(draft: Draft, results: readonly CompileResult[], collect: boolean): void {
  for (const result of results) {
    for (const { query } of result.queries) {
      if (collect) draft.queries.push(query);
      else draft.text += draft.text === "" ? `${query}\n` : `\n${query}\n`;
    }
    for (const item of [...problems(result), ...warnings(result)]) {
      draft.messages += `${formatDiagnostic(item, result.path)}\n`;
    }
  }
}

function writeTree(
  draft: Draft,
  item: BatchItem,
  results: readonly CompileResult[],
  formats: readonly Format[],
): void {
  for (const format of item.kind === "Fault" ? [] : formats) {
    const queries = results.flatMap((result) => result.queries.filter((q) => q.format === format));
    draft.files.push({
      path: treePath(format, item.path),
      text: queries.length === 0 ? null : queries.map(({ query }) => `${query}\n`).join("\n"),
      append: item.kind !== "File",
    });
  }
  for (const result of results) {
    const own = formats.filter((format) => result.queries.some((q) => q.format === format));
    draft.text += renderManifestLine(result, own.map((format) => treePath(format, result.path)));
  }
}
