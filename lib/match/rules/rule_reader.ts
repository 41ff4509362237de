/**
 * Files of rules to what is held against events, on both sides: the Sigma rule and its LEQL query.
 *
 * @module
 */

import type { CompileOptions } from "../../compile.ts";
import { type PipelineOptions, preparePipelines } from "../../compiler/pipeline_stage.ts";
import { prepareSetup, type Setup } from "../../compiler/setup.ts";
import { prepareCompiler } from "../../prepare_compiler.ts";
import type { Source } from "../../source.ts";
import { type PlacedText, readPlaced } from "./leql_side.ts";
import { readRules } from "./read_rules.ts";
import type { RuleReading, Side } from "./rule_reading.ts";

export type { RuleReading, RuleSide, Side } from "./rule_reading.ts";

/** Reads rules with one set of options. */
export interface RuleReader {
  /**
   * Reads the rules of a file. Filters, and rules that the selection leaves out, give nothing.
   *
   * @param source The text and its path
   * @param sides What they are read for
   */
  readRules(source: Source, sides: readonly Side[]): RuleReading[];
  /**
   * Reads the queries of a `.leql` file.
   *
   * @param source The text and its path
   * @param queries Its queries, in order
   */
  readQueries(source: Source, queries: readonly PlacedText[]): RuleReading[];
  /** What prepares rules; for translating events. */
  readonly setup: Setup;
}

/** Formats whose text is read back. */
const FORMAT = "leql_advanced_search";

/**
 * Makes a reader.
 *
 * @param options How rules are converted; their formats do not count
 * @param pipelines Pipelines and values of placeholders
 * @throws {TypeError} When a choice does not exist, or a pipeline cannot be read, which loading them
 * finds out before
 */
export async function prepareRuleReader(
  options: CompileOptions,
  pipelines?: PipelineOptions,
): Promise<RuleReader> {
  const compile: CompileOptions = { ...options, formats: [FORMAT], verify: false };
  const { compiler, diagnostics } = await prepareCompiler(compile, pipelines);
  if (compiler === undefined) throw new TypeError(diagnostics[0].diagnostic.message);
  const stage = pipelines && (await preparePipelines(pipelines)).stage;
  const setup = prepareSetup(compile, stage);
  const vars = stage?.pipeline.vars ?? {};
  return {
    setup,
    readRules: (source, sides) => readRules(source, sides, { setup, compiler, vars }),
    readQueries: (source, queries) =>
      queries.map((query, rule) => {
        const leql = readPlaced(query, source.text);
        const nameless = { id: null, title: null, name: null, level: null };
        return { path: source.path, rule, kind: "Query", ...nameless, leql, stored: [] };
      }),
  };
}
