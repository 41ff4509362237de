import { type PipelineOptions, preparePipelines } from "../../compiler/pipeline_stage.ts";
import { prepareSetup, type Setup } from "../../compiler/setup.ts";
import type { CompileOptions, Compiler } from "../../compile.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import { BUILTIN_MAPPINGS, DEFAULT_MAPPING } from "../../mappings/builtin.ts";
import type { Mapping } from "../../mappings/prepare.ts";
import type { MappingTable } from "../../mappings/table.ts";
import { prepareCompiler } from "../../prepare_compiler.ts";
import type { Collection } from "../../sigma/collection.ts";
import { readDocuments, type SigmaDocument } from "../../sigma/documents.ts";
import type { Source } from "../../source.ts";
import type { BatchItem } from "../../worker/protocol.ts";
import { readItem } from "../../worker/read_item.ts";
import { filePattern } from "../file_pattern.ts";
import { type Input, pathKindOf, resolveInputs } from "../inputs.ts";
import type { Options } from "../options.ts";
import { makePlan } from "../plan.ts";
import { scanInputs } from "../scanned_inputs.ts";
import { UsageError } from "../usage_error.ts";

/** The rules that a tool is about, and the table that they are mapped by. */
export interface MappingRules {
  /** Rule files and filters, for which output must not be written. */
  readonly inputs: readonly Input[];
  /** Files and documents, in order. */
  readonly items: AsyncIterable<BatchItem>;
  readonly table: MappingTable;
  /** The same table, prepared. */
  readonly mapping: Mapping;
  /** How rules are converted, as one value and as a compiler. */
  readonly setup: Setup;
  readonly compiler: Compiler;
}

/**
 * Opens rules and mapping table.
 *
 * @param options What the command line asks for, as for `convert`
 * @throws {UsageError} For what does not exist or cannot be used
 */
export async function openMappingRules(options: Options): Promise<MappingRules> {
  const inputs = resolveInputs([...options.inputs, ...options.filters], pathKindOf(options));
  const pattern = await filePattern(options.filePatterns, options.excludes);
  const [{ items, shared }, { job }] = await Promise.all([
    scanInputs(inputs, pattern, () => {}),
    makePlan(options),
  ]);
  const compile: CompileOptions = { ...job.compile, shared };
  const table = compile.mapping === undefined ? BUILTIN_MAPPINGS[DEFAULT_MAPPING] : compile.mapping;
  const { compiler, diagnostics } = await prepareCompiler(compile, job.pipelines);
  const setup = prepareSetup(compile, await stageOf(job.pipelines));
  if (table === null || setup.mapping === undefined) throw new UsageError("No mapping table given");
  if (compiler === undefined) throw new UsageError(diagnostics[0].diagnostic.message);
  return { inputs, items, table, mapping: setup.mapping, setup, compiler };
}

async function stageOf(pipelines: PipelineOptions | undefined): Promise<Setup["pipelines"]> {
  return pipelines && (await preparePipelines(pipelines)).stage;
}

/** One document of the input. */
export interface RuleDocument {
  /** Path as records of `convert` have it. */
  readonly path: string;
  /** Index of the document in its file or stream, from 0. */
  readonly rule: number;
  /** Number of lines in front of it, for a document of a stream. */
  readonly line: number;
  readonly source: Source;
  readonly document: SigmaDocument;
  /** What it can refer to. */
  readonly collection: Collection;
}

/**
 * Yields the documents that the options select.
 *
 * @param rules Rules and table
 * @param onFault Is told what cannot be read
 */
export async function* ruleDocuments(
  { items, setup }: MappingRules,
  onFault: (path: string, fault: Diagnostic) => void,
): AsyncGenerator<RuleDocument> {
  for await (const item of items) {
    const { path } = item;
    const text = readItem(item);
    if (typeof text !== "string") {
      onFault(path, text);
      continue;
    }
    const source = { path, text };
    const documents = readDocuments(text);
    const collection = setup.shared.collectionFor(source, documents);
    const [first, line] = item.kind === "Document" ? [item.index, item.line] : [0, 0];
    for (const document of documents) {
      if (!isSelected(document, setup)) continue;
      yield { path, rule: first + document.index, line, source, document, collection };
    }
  }
}

function isSelected({ content }: SigmaDocument, { select }: Setup): boolean {
  if (select === undefined || content === undefined) return true;
  return select(content.metadata, content.kind === "Rule" ? content.logsource : undefined);
}
