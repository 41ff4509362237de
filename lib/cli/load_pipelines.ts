import { type PipelineOptions, preparePipelines } from "../compiler/pipeline_stage.ts";
import { formatDiagnostic, isFatal } from "../diagnostic.ts";
import { neededFiles } from "../pipeline/needed_files.ts";
import type { PipelineSource, ProcessingPipeline } from "../pipeline/pipeline.ts";
import {
  isMap,
  type PipelineValue,
  toPipelineValue,
  type Vars,
} from "../pipeline/pipeline_value.ts";
import { readFile } from "../runtime/read_file.ts";
import { pathKind } from "../runtime/files.ts";
import { decodeUtf8 } from "../stream/decode.ts";
import { ioReason } from "../worker/io_fault.ts";
import { parseYaml } from "../yaml/parse.ts";
import { dirName, join, slashed } from "./paths.ts";
import { UsageError } from "./usage_error.ts";
import { walk } from "./walk.ts";

/** Most bytes of a pipeline, a file that it names, or a file of variables. */
const MAX_SIZE = 4 * 1024 * 1024;

/** Pipelines that can be read, for the workers and for the end of the run. */
export interface LoadedPipelines {
  readonly options: PipelineOptions;
  /** All pipelines as one. */
  readonly pipeline: ProcessingPipeline;
}

/**
 * Loads pipelines and variables, and finds out whether they can be used.
 *
 * @param names Files and folders of pipelines; of a folder every `.yml` and `.yaml` below it
 * @param varsFiles JSON or YAML files of variables; later ones win
 * @param vars Variables of the command line, which win over all
 * @param warn Takes warnings for people, a line each
 * @throws {UsageError} For what cannot be read or used
 */
export async function loadPipelines(
  names: readonly string[],
  varsFiles: readonly string[],
  vars: Vars,
  warn: (lines: string) => void,
): Promise<LoadedPipelines> {
  const sources = names.flatMap(pipelineFiles).map(readSource);
  const merged: Vars = Object.assign({}, ...varsFiles.map(readVars), vars);
  const options = { sources, vars: merged };
  const { stage, diagnostics } = await preparePipelines(options);
  const lines = diagnostics.map(({ path, diagnostic }) => formatDiagnostic(diagnostic, path));
  if (stage === undefined || diagnostics.some(({ diagnostic }) => isFatal(diagnostic))) {
    throw new UsageError(`Cannot use the pipelines\n${lines.join("\n")}`);
  }
  for (const line of lines) warn(`${line}\n`);
  return { options, pipeline: stage.pipeline };
}

/** Expands a folder to its pipeline files; sigma-cli's `folder/*` is the folder, too. */
function pipelineFiles(name: string): string[] {
  const path = slashed(name).replace(/\/\*$/, "");
  try {
    if (pathKind(path) !== "folder") return [path];
  } catch (error) {
    throw new UsageError(
      `Cannot read pipeline "${name}": ${ioReason(error)}`,
      "No pipeline ships under a name; log sources and fields of InsightIDR are in --mapping tables",
    );
  }
  const files: string[] = [];
  for (const item of walk(path, (file) => /\.ya?ml$/.test(file))) {
    if (item.kind === "File") files.push(item.file);
  }
  if (files.length === 0) throw new UsageError(`No pipelines found in "${name}"`);
  return files;
}

function readSource(path: string): PipelineSource {
  const text = readText(path, "pipeline");
  const needed = neededFiles(text);
  if (needed.length === 0) return { path, text };
  const folder = dirName(path);
  const files = Object.fromEntries(
    needed.map((name) => [name, readText(join(folder, name), `file of pipeline "${path}"`)]),
  );
  return { path, text, files };
}

function readVars(path: string): Vars {
  const documents = parseYaml(readText(path, "variables"));
  const [fault] = documents.flatMap(({ diagnostics }) => diagnostics);
  const value: PipelineValue = documents.length === 1 && documents[0].root !== undefined
    ? toPipelineValue(documents[0].root)
    : null;
  if (fault === undefined && isMap(value)) return value;
  const reason = fault?.message ?? "it is not a map of names to values";
  throw new UsageError(`Cannot read variables "${path}": ${reason}`);
}

function readText(path: string, what: string): string {
  let bytes: Uint8Array | null;
  try {
    bytes = readFile(path, MAX_SIZE);
  } catch (error) {
    throw new UsageError(`Cannot read ${what} "${path}": ${ioReason(error)}`);
  }
  const text = bytes === null ? null : decodeUtf8(bytes);
  if (text !== null) return text;
  const reason = bytes === null ? "it is too large" : "it is not UTF-8 text";
  throw new UsageError(`Cannot read ${what} "${path}": ${reason}`);
}
