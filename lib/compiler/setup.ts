/**
 * What a compiler prepares once for many texts.
 *
 * @module
 */

import { type Format, FORMATS } from "../leql/formats/registry.ts";
import { DEFAULT_STYLE, type LeqlStyle } from "../leql/style.ts";
import { BUILTIN_MAPPINGS, DEFAULT_MAPPING } from "../mappings/builtin.ts";
import { type Mapping, prepareMapping } from "../mappings/prepare.ts";
import type { Choices, EvidenceGrade, MappingTable } from "../mappings/table.ts";
import type { FilterMode } from "../sigma/apply_filter.ts";
import { SharedDocuments } from "../sigma/collection.ts";
import { makeSelector, type Selection, type Selector } from "../sigma/selection.ts";
import type { Source } from "../source.ts";
import type { Verifier, VerifyOptions } from "../verify/verification.ts";
import { checkOptions } from "./check_options.ts";
import type { PipelineStage } from "./stage.ts";

/** How to compile. Plain data, so that it can cross to a worker. */
export interface CompileOptions {
  /** Formats to write, in any order. @default {["default"]} */
  readonly formats?: readonly Format[];
  /** The mapping table; `null` leaves fields as they are. @default {BUILTIN_MAPPINGS.insightidr} */
  readonly mapping?: MappingTable | null;
  /** Values of the table's choices, by name; its defaults count for the others. @default {{}} */
  readonly choices?: Choices;
  /**
   * Keys that are known less well make a rule unsupported, an event type its detection definition.
   * @default {"inferred"}
   */
  readonly minEvidence?: EvidenceGrade;
  /** Which rules to convert. @default {{}} */
  readonly selection?: Selection;
  /**
   * Texts with filters, correlations and the rules that they refer to, beside the text that is
   * compiled. @default {[]}
   */
  readonly shared?: readonly Source[];
  /** How filters join the rules. @default {"and"} */
  readonly filterMode?: FilterMode;
  /** What becomes of a placeholder without a value. @default {"error"} */
  readonly placeholders?: "error" | "leql-variable";
  /** Where negations stand: `NOT (key = "v")`, or `key != "v"`. @default {"prefix"} */
  readonly negation?: "prefix" | "inline";
  /**
   * Whether each query is read back and held against its rule on witness events. Only a compiler
   * of `prepareCompiler` can do it. @default {false}
   */
  readonly verify?: boolean | VerifyOptions;
}

/** Options, indexed. */
export interface Setup {
  readonly formats: readonly Format[];
  /** `undefined` leaves fields as they are. */
  readonly mapping: Mapping | undefined;
  readonly minEvidence: EvidenceGrade | undefined;
  readonly select: Selector | undefined;
  readonly shared: SharedDocuments;
  readonly filterMode: FilterMode;
  readonly style: LeqlStyle;
  readonly pipelines: PipelineStage | undefined;
  readonly verifier: Verifier | undefined;
}

/**
 * Prepares options.
 *
 * @param options What the user wants
 * @param pipelines Pipelines, which are not plain data: each thread prepares its own
 * @param verifier What verifies the queries, if they are to be
 * @throws {TypeError} When an option cannot have its value, and when a choice or the value of a
 * choice does not exist
 */
export function prepareSetup(
  options: CompileOptions,
  pipelines: PipelineStage | undefined,
  verifier?: Verifier,
): Setup {
  checkOptions(options);
  const wanted = options.formats ?? ["default"];
  const table = options.mapping === undefined ? BUILTIN_MAPPINGS[DEFAULT_MAPPING] : options.mapping;
  const mapping = table === null ? undefined : prepareMapping(table, options.choices);
  return {
    formats: FORMATS.filter((format) => wanted.includes(format)),
    mapping,
    minEvidence: options.minEvidence,
    select: makeSelector(options.selection ?? {}),
    shared: new SharedDocuments(options.shared ?? []),
    filterMode: options.filterMode ?? "and",
    pipelines,
    verifier,
    style: {
      variants: mapping?.variants ?? DEFAULT_STYLE.variants,
      placeholders: options.placeholders ?? DEFAULT_STYLE.placeholders,
      negation: options.negation ?? DEFAULT_STYLE.negation,
    },
  };
}
