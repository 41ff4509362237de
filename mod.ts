/**
 * Converts Sigma detection rules into LEQL queries for Rapid7 InsightIDR.
 *
 * Pure: no files, no workers, no terminal. It runs in Deno, Bun and browsers.
 *
 * @example One rule, one query
 * ```ts
 * import { compileRule } from "./mod.ts";
 * import assert from "node:assert/strict";
 *
 * const result = compileRule(`
 * title: Scheduled task by command line
 * logsource: { category: process_creation, product: windows }
 * detection:
 *   selection:
 *     Image|endswith: '\\schtasks.exe'
 *     CommandLine|contains: ' /create '
 *   condition: selection
 * `);
 *
 * assert.equal(
 *   result.queries[0].query,
 *   'process.exe_path=/.*\\\\schtasks\\.exe$/i AND process.cmd_line ICONTAINS " /create "',
 * );
 * ```
 *
 * @module
 */

export { compileRule, compileText } from "./lib/api.ts";
export { type CompileOptions, type Compiler, createCompiler } from "./lib/compile.ts";
export {
  type Diagnostic,
  DIAGNOSTIC_CODES,
  type DiagnosticCode,
  formatDiagnostic,
  type LossEffect,
  type Severity,
} from "./lib/diagnostic.ts";
export { type Format, FORMATS } from "./lib/leql/formats/registry.ts";
export { BUILTIN_MAPPINGS, builtinMapping, DEFAULT_MAPPING } from "./lib/mappings/builtin.ts";
export { mergeMappings, type MergeResult } from "./lib/mappings/merge.ts";
export { parseMapping } from "./lib/mappings/parse_mapping.ts";
export type {
  Choice,
  Choices,
  ConditionMatch,
  Evidence,
  EvidenceDetail,
  EvidenceGrade,
  FieldMapping,
  FieldSet,
  FieldSetFields,
  FixedCondition,
  HashesMapping,
  KeyFacts,
  KeyMapping,
  KeysMapping,
  LogSourcePattern,
  Loss,
  MappingEntry,
  MappingResult,
  MappingSource,
  MappingTable,
  OtherFields,
  PartTarget,
  TableValue,
  TwinEventType,
  ValueRules,
  ValueTarget,
  WithinMapping,
} from "./lib/mappings/table.ts";
export type { PipelineOptions } from "./lib/compiler/pipeline_stage.ts";
export { neededFiles } from "./lib/pipeline/needed_files.ts";
export type { PipelineSource } from "./lib/pipeline/pipeline.ts";
export type { PipelineValue, Vars } from "./lib/pipeline/pipeline_value.ts";
export { prepareCompiler, type PreparedCompiler } from "./lib/prepare_compiler.ts";
export type {
  CompileResult,
  Fidelity,
  FormatDiagnostic,
  Query,
  ResultEvidence,
  ResultVerification,
  Skipped,
} from "./lib/result.ts";
export type { FilterMode } from "./lib/sigma/apply_filter.ts";
export type { LogSource } from "./lib/sigma/ast.ts";
export type { Selection } from "./lib/sigma/selection.ts";
export type { Source, Span } from "./lib/source.ts";
export { compileStream } from "./lib/stream/compile_stream.ts";
export type { VerifyOptions } from "./lib/verify/verification.ts";
