/**
 * The model of a processing pipeline.
 *
 * Source: the YAML format of pySigma's processing pipelines.
 *
 * @module
 */

import type { CorrelationRule, Rule } from "../sigma/ast.ts";
import type { ApplyContext } from "./apply_context.ts";
import type { FieldTest, ItemTest, RuleTest, TestGroup } from "./conditions/condition.ts";
import type { PipelineValue, Vars } from "./pipeline_value.ts";

/** The text of a pipeline file, and of the files that it names. Plain data. */
export interface PipelineSource {
  /** Path, as it is reported and as it is sorted by. */
  readonly path: string;
  /** The whole text of the file. */
  readonly text: string;
  /** Content by path, as `neededFiles` names them. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a processing item does to a rule. Never changes what it is given. */
export interface Transformation {
  /** Returns a new rule, or the same one. */
  readonly applyToRule: (rule: Rule, context: ApplyContext) => Rule;
  /** Returns a new correlation; when left out, correlations stay as they are. */
  readonly applyToCorrelation?: (
    correlation: CorrelationRule,
    context: ApplyContext,
  ) => CorrelationRule;
}

/** What every item has. */
export interface ItemBase {
  /** Name for `processing_item_applied`, if given. */
  readonly id?: string;
  /** How the item is called in messages. */
  readonly label: string;
  /** Whether the item runs for a rule. */
  readonly ruleTests: TestGroup<RuleTest>;
}

/** A transformation and when it applies. */
export interface ProcessingItem extends ItemBase {
  /** What the item does. */
  readonly transformation: Transformation;
  /** Which detection items it changes. */
  readonly itemTests: TestGroup<ItemTest>;
  /** Which fields it changes. */
  readonly fieldTests: TestGroup<FieldTest>;
}

/** Changes the text of one query. */
export type Postprocessor = (query: string, context: QueryContext) => string;

/** A change of queries and when it applies. */
export interface PostprocessingItem extends ItemBase {
  /** What the item does. */
  readonly apply: Postprocessor;
}

/** What a change of one query may look at. */
export interface QueryContext {
  /** The rule of the query, as it came out of the pipeline. */
  readonly rule: Rule | CorrelationRule;
  /** What applying the pipeline has left. */
  readonly run: PipelineRun;
  /** The whole pipeline. */
  readonly pipeline: ProcessingPipeline;
  /** For a correlation: the rules that it names. */
  readonly referencedRules: readonly (Rule | CorrelationRule)[];
}

/** Makes one text of a list of queries, or of the text that a finalizer before it made. */
export interface Finalizer {
  /** How the finalizer is called in messages. */
  readonly label: string;
  /** Makes the output; one that is a text already comes from a finalizer before. */
  readonly apply: (
    output: readonly string[] | string,
    pipeline: ProcessingPipeline,
  ) => readonly string[] | string;
}

/** One or several pipeline files, ready to be applied. Has functions, so it stays in its thread. */
export interface ProcessingPipeline {
  /** Name of the pipeline, if it has one; several that were merged have none. */
  readonly name?: string;
  /** Lower runs first. */
  readonly priority: number;
  /** Path of the file. */
  readonly path: string;
  /** Values for placeholders and templates. */
  readonly vars: Vars;
  /** Changes of rules, in order. */
  readonly items: readonly ProcessingItem[];
  /** Changes of queries, in order. */
  readonly postprocessing: readonly PostprocessingItem[];
  /** Changes of the whole output, in order. */
  readonly finalizers: readonly Finalizer[];
}

/** What is left of applying a pipeline to one rule. Plain data. */
export interface PipelineRun {
  /** What `set_state` has set. */
  readonly state: Readonly<Record<string, PipelineValue>>;
  /** Ids of the items that were applied, in order. */
  readonly appliedIds: readonly string[];
  /** What `set_custom_attribute` has set. */
  readonly customAttributes: Readonly<Record<string, PipelineValue>>;
}
