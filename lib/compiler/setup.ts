/**
 * What a compiler prepares once for many texts.
 *
 * @module
 */

import { type Format, FORMATS } from "../leql/formats/registry.ts";
import { DEFAULT_STYLE, type LeqlStyle } from "../leql/style.ts";
import { BUILTIN_MAPPINGS, DEFAULT_MAPPING } from "../mappings/builtin.ts";
import { type Mapping, prepareMapping } from "../mappings/prepare.ts";
import type { MappingTable } from "../mappings/table.ts";
import type { FilterMode } from "../sigma/apply_filter.ts";
import { SharedDocuments } from "../sigma/collection.ts";
import { makeSelector, type Selection, type Selector } from "../sigma/selection.ts";
import type { Source } from "../source.ts";
import type { PipelineStage } from "./stage.ts";

/** How to compile. Plain data, so that it can cross to a worker. */
export interface CompileOptions {
  /** Formats to write, in any order. @default {["default"]} */
  readonly formats?: readonly Format[];
  /** The mapping table; `null` leaves fields as they are. @default {BUILTIN_MAPPINGS.insightidr} */
  readonly mapping?: MappingTable | null;
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
}

/** Options, indexed. */
export interface Setup {
  readonly formats: readonly Format[];
  /** `undefined` leaves fields as they are. */
  readonly mapping: Mapping | undefined;
  readonly select: Selector | undefined;
  readonly shared: SharedDocuments;
  readonly filterMode: FilterMode;
  readonly style: LeqlStyle;
  readonly pipelines: PipelineStage | undefined;
}

/**
 * Prepares options.
 *
 * @param options What the user wants
 * @param pipelines Pipelines, which are not plain data: each thread prepares its own
 * @throws {TypeError} When a format does not exist
 */
export function prepareSetup(
  options: CompileOptions,
  pipelines: PipelineStage | undefined,
): Setup {
  const wanted = options.formats ?? ["default"];
  for (const format of wanted) {
    if (!FORMATS.includes(format)) throw new TypeError(`The format "${format}" does not exist`);
  }
  const table = options.mapping === undefined ? BUILTIN_MAPPINGS[DEFAULT_MAPPING] : options.mapping;
  const mapping = table === null ? undefined : prepareMapping(table);
  return {
    formats: FORMATS.filter((format) => wanted.includes(format)),
    mapping,
    select: makeSelector(options.selection ?? {}),
    shared: new SharedDocuments(options.shared ?? []),
    filterMode: options.filterMode ?? "and",
    pipelines,
    style: {
      variants: mapping?.variants ?? DEFAULT_STYLE.variants,
      placeholders: options.placeholders ?? DEFAULT_STYLE.placeholders,
    },
  };
}
