/**
 * Text to processing pipeline.
 *
 * Source: the YAML format of pySigma's processing pipelines.
 *
 * @module
 */

import { type Diagnostic, diagnostic, locate } from "../diagnostic.ts";
import { Report } from "../sigma/report.ts";
import { didYouMean } from "../suggest.ts";
import { getValue, type YamlMapping, type YamlNode } from "../yaml/node.ts";
import { parseYaml } from "../yaml/parse.ts";
import type { compileTemplate } from "./jinja.ts";
import { hasTemplate } from "./needed_files.ts";
import { PipelineParser } from "./pipeline_parser.ts";
import type { PipelineSource, ProcessingPipeline } from "./pipeline.ts";
import { toPipelineValue, type Vars } from "./pipeline_value.ts";

/** A pipeline, or what is wrong with it. */
export interface ParsedPipeline {
  /** Absent when a diagnostic is an error. */
  readonly pipeline?: ProcessingPipeline;
  /** With line and column in the pipeline file. */
  readonly diagnostics: readonly Diagnostic[];
}

const KEYS: readonly string[] = [
  "name",
  "priority",
  "allowed_backends",
  "vars",
  "transformations",
  "postprocessing",
  "finalizers",
];

/**
 * Reads a pipeline file.
 *
 * The template engine is loaded when the pipeline has a template, which is why
 * the result comes later.
 *
 * @param source The file, and the content of the files that it names (see `neededFiles`)
 * @returns The pipeline, or diagnostics `pipeline-syntax`, `pipeline-invalid` and
 * `pipeline-unsupported`; never rejects for what stands in the file
 *
 * @example A misspelt parameter has a position
 * ```ts
 * import { parsePipeline } from "./parse_pipeline.ts";
 * import assert from "node:assert/strict";
 *
 * const { pipeline, diagnostics } = await parsePipeline({
 *   path: "site.yml",
 *   text: "transformations:\n  - {type: field_name_prefix, prefx: win.}\n",
 * });
 * assert.equal(pipeline, undefined);
 * assert.deepEqual([diagnostics[1].line, diagnostics[1].hint], [2, 'Did you mean "prefix"?']);
 * ```
 */
export async function parsePipeline(source: PipelineSource): Promise<ParsedPipeline> {
  const documents = parseYaml(source.text);
  const root = documents[0]?.root;
  const faults = documents.flatMap((document) => document.diagnostics);
  if (faults.length > 0) return failed(source, faults.map(toSyntax));
  if (documents.length !== 1 || root?.kind !== "Mapping") {
    const what = documents.length === 0
      ? "the file is empty"
      : documents.length > 1
      ? `the file holds ${documents.length} documents`
      : "the document is not a mapping";
    return failed(source, [
      diagnostic("error", "pipeline-syntax", `Cannot read the pipeline: ${what}`, root?.span),
    ]);
  }
  const engine = hasTemplate(root) ? await import("./jinja.ts") : undefined;
  const report = new Report();
  const pipeline = readPipeline(source, root, report, engine?.compileTemplate);
  const { diagnostics } = failed(source, report.items);
  return report.isFatal ? { diagnostics } : { pipeline, diagnostics };
}

function failed({ text }: PipelineSource, diagnostics: readonly Diagnostic[]): ParsedPipeline {
  return { diagnostics: diagnostics.map((item) => locate(item, text)) };
}

function toSyntax({ message, span, hint }: Diagnostic): Diagnostic {
  const text = message.replace("the text as YAML", "the pipeline");
  return diagnostic("error", "pipeline-syntax", text, span, hint);
}

function readPipeline(
  source: PipelineSource,
  root: YamlMapping,
  report: Report,
  compile: typeof compileTemplate | undefined,
): ProcessingPipeline {
  for (const { key } of root.pairs) {
    if (KEYS.includes(key.text)) continue;
    const message = `A pipeline has no key "${key.text}"`;
    report.error("pipeline-invalid", message, key.span, didYouMean(key.text, KEYS));
  }
  const parser = new PipelineParser(source, report, compile);
  const list = <T>(key: string, read: (node: YamlNode) => T[]): readonly T[] => {
    const node = getValue(root, key);
    return node === undefined ? [] : read(node);
  };
  return {
    name: readName(root, report),
    priority: readPriority(root, report),
    path: source.path,
    vars: readVars(root, report),
    items: list("transformations", (node) => parser.items(node)),
    postprocessing: list("postprocessing", (node) => parser.postprocessing(node)),
    finalizers: list("finalizers", (node) => parser.finalizers(node)),
  };
}

function readName(root: YamlMapping, report: Report): string | undefined {
  const node = getValue(root, "name");
  if (node === undefined || (node.kind === "Scalar" && node.type === "null")) return undefined;
  if (node.kind === "Scalar") return node.text;
  report.error("pipeline-invalid", '"name" is not a text', node.span);
  return undefined;
}

function readPriority(root: YamlMapping, report: Report): number {
  const node = getValue(root, "priority");
  if (node === undefined) return 0;
  if (node.kind === "Scalar" && typeof node.value === "number") return node.value;
  report.error("pipeline-invalid", '"priority" is not a number', node.span);
  return 0;
}

function readVars(root: YamlMapping, report: Report): Vars {
  const node = getValue(root, "vars");
  if (node === undefined || (node.kind === "Scalar" && node.type === "null")) return {};
  if (node.kind === "Mapping") return toPipelineValue(node) as Vars;
  report.error("pipeline-invalid", '"vars" is not a mapping', node.span);
  return {};
}
