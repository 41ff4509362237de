import { splitQueries } from "../../check/leql/split_queries.ts";
import { type Diagnostic, locate } from "../../diagnostic.ts";
import type { MatchQuery } from "../../match/rules/match_rule.ts";
import {
  prepareRuleReader,
  type RuleReader,
  type RuleReading,
  type RuleSide,
  type Side,
} from "../../match/rules/rule_reader.ts";
import { TEST_FILE_REGEXP } from "../../match/rule_tests/test_file.ts";
import type { BatchItem } from "../../worker/protocol.ts";
import { readItem } from "../../worker/read_item.ts";
import { filePattern, isYamlFile } from "../file_pattern.ts";
import { type Input, resolveInputs } from "../inputs.ts";
import type { Options } from "../options.ts";
import { makePlan } from "../plan.ts";
import { shownPath } from "../paths.ts";
import { scanInputs } from "../scanned_inputs.ts";

/** The rules that `test` is about, and what reads them. */
export interface RuleInputs {
  /** Rule files and the filters of `--filter`, for which output must not be written. */
  readonly inputs: readonly Input[];
  /** Files and documents, in order. */
  readonly items: AsyncIterable<BatchItem>;
  readonly reader: RuleReader;
}

/**
 * Looks through the rules.
 *
 * @param options What the command line asks for
 * @param isTest True to take test files along
 * @throws {UsageError} For what does not exist or cannot be used
 */
export async function openRules(options: Options, isTest: boolean): Promise<RuleInputs> {
  const inputs = resolveInputs([...options.inputs, ...options.filters]);
  const byDefault = (path: string): boolean =>
    isYamlFile(path) || isLeqlFile(path) || isTest && TEST_FILE_REGEXP.test(path);
  const pattern = await filePattern(options.filePatterns, options.excludes, byDefault);
  const [{ items, shared }, { job }] = await Promise.all([
    scanInputs(inputs, pattern, () => {}),
    makePlan({ ...options, to: "ndjson", formats: ["default"] }),
  ]);
  const reader = await prepareRuleReader({ ...job.compile, shared }, job.pipelines);
  return { inputs, items, reader };
}

function isLeqlFile(path: string): boolean {
  return path.endsWith(".leql");
}

/** Path of an item in reports. */
export function itemPath(item: BatchItem): string {
  return item.kind === "File" ? shownPath(item.file) : item.path;
}

/** The rules of one item. */
export interface ItemRules {
  readonly readings: readonly RuleReading[];
  /** Turns the span of a fault into line and column. */
  readonly locate: (fault: Diagnostic) => Diagnostic;
}

/**
 * Reads the rules of an item.
 *
 * @param item A file or a document of a stream
 * @param reader What reads them
 * @param sides What they are read for
 * @returns The rules, or why the item cannot be read
 */
export function readRules(
  item: BatchItem,
  reader: RuleReader,
  sides: readonly Side[],
): ItemRules | Diagnostic {
  const text = readItem(item);
  if (typeof text !== "string") return text;
  const source = { path: item.path, text };
  if (item.kind === "File" && isLeqlFile(item.file)) {
    const readings = reader.readQueries(source, splitQueries(text));
    return { readings: named(readings, item), locate: (fault) => fault };
  }
  const readings = named(reader.readRules(source, sides), item);
  const placed = (fault: Diagnostic): Diagnostic => locate(fault, text);
  if (item.kind !== "Document") return { readings, locate: placed };
  const { index, line } = item;
  const move = (fault: Diagnostic): Diagnostic =>
    fault.line === undefined ? fault : { ...fault, line: fault.line + line };
  return {
    readings: readings.map((reading) => ({
      ...reading,
      rule: reading.rule + index,
      ...(reading.sigma && { sigma: mapFaults(reading.sigma, move) }),
      ...(reading.leql && { leql: mapFaults(reading.leql, move) }),
    })),
    locate: (fault) => move(placed(fault)),
  };
}

/** Documents that others refer to are known by the path below the input folder. */
function named(readings: readonly RuleReading[], item: BatchItem): RuleReading[] {
  const path = itemPath(item);
  return readings.map((reading) => ({ ...reading, path }));
}

function mapFaults<Q extends MatchQuery>(
  side: RuleSide<Q>,
  change: (fault: Diagnostic) => Diagnostic,
): RuleSide<Q> {
  return { ...side, faults: side.faults.map(change) };
}
