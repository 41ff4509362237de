/**
 * What is known while a pipeline is applied to one rule: its state, and which
 * item has touched what.
 *
 * @module
 */

import {
  type Diagnostic,
  diagnostic,
  type DiagnosticCode,
  type Severity,
  withEffect,
} from "../diagnostic.ts";
import type { CorrelationRule, Detection, DetectionItem, Rule } from "../sigma/ast.ts";
import type { Span } from "../source.ts";
import { fail } from "./fault.ts";
import { FieldMappings } from "./field_mappings.ts";
import type { ItemBase, PipelineRun, ProcessingItem } from "./pipeline.ts";
import type { PipelineValue, Vars } from "./pipeline_value.ts";

/** What one rule's run shares between a pipeline and those that are nested in it. */
interface Shared {
  readonly diagnostics: Diagnostic[];
  readonly appliedIds: Set<string>;
  readonly itemIds: WeakMap<DetectionItem, ReadonlySet<string>>;
  readonly customAttributes: Map<string, PipelineValue>;
  readonly referencedRules: readonly (Rule | CorrelationRule)[];
}

const NO_IDS: ReadonlySet<string> = new Set();

/** Warnings of what changes the meaning of a rule; whether it stands under a NOT is not known. */
const LOSSES: ReadonlySet<DiagnosticCode> = new Set(["pipeline-dropped", "pipeline-wildcard"]);

/** The changing part of applying a pipeline. One for each rule and each nesting. */
export class ApplyContext {
  /** Variables; none inside of `nest`. */
  readonly vars: Vars;
  /** What `set_state` has set in this pipeline. */
  readonly state: Map<string, PipelineValue> = new Map();
  /** Which fields the mapping items of this pipeline have touched. */
  readonly mappings: FieldMappings = new FieldMappings();
  readonly #fieldIds = new Map<string, ReadonlySet<string>>();
  readonly #shared: Shared;
  readonly #nested: boolean;
  #item: ItemBase | undefined;

  private constructor(vars: Vars, shared: Shared, nested: boolean) {
    this.vars = vars;
    this.#shared = shared;
    this.#nested = nested;
  }

  /**
   * Starts the run of one rule.
   *
   * @param vars Variables of the pipeline
   * @param referencedRules For a correlation: the rules that it names
   * @param run What an earlier run has left, for postprocessing
   */
  static start(
    vars: Vars,
    referencedRules: readonly (Rule | CorrelationRule)[] = [],
    run?: PipelineRun,
  ): ApplyContext {
    const context = new ApplyContext(
      vars,
      {
        diagnostics: [],
        appliedIds: new Set(run?.appliedIds),
        itemIds: new WeakMap(),
        customAttributes: new Map(Object.entries(run?.customAttributes ?? {})),
        referencedRules,
      },
      false,
    );
    for (const [key, value] of Object.entries(run?.state ?? {})) context.state.set(key, value);
    return context;
  }

  /** Starts a nested pipeline: it sees neither variables nor state. */
  nest(): ApplyContext {
    return new ApplyContext({}, this.#shared, true);
  }

  /** Takes over what a nested pipeline has set. */
  merge(nested: ApplyContext): void {
    for (const [key, value] of nested.state) this.state.set(key, value);
    for (const [field, ids] of nested.#fieldIds) this.#fieldIds.set(field, ids);
    this.mappings.merge(nested.mappings);
  }

  /** True inside of `nest`. */
  get isNested(): boolean {
    return this.#nested;
  }

  /** The transformation item that is being applied. */
  get item(): ProcessingItem {
    if (this.#item === undefined || !("transformation" in this.#item)) {
      throw new Error("No transformation is being applied");
    }
    return this.#item as ProcessingItem;
  }

  /** Rules that a correlation names. */
  get referencedRules(): readonly (Rule | CorrelationRule)[] {
    return this.#shared.referencedRules;
  }

  /** What `set_custom_attribute` has set. */
  get customAttributes(): Map<string, PipelineValue> {
    return this.#shared.customAttributes;
  }

  /** What the run has found so far. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#shared.diagnostics;
  }

  /** Makes an item the current one. */
  consider(item: ItemBase): void {
    this.#item = item;
  }

  /** Remembers that an item was applied to the rule. */
  markApplied(id: string | undefined): void {
    if (id !== undefined) this.#shared.appliedIds.add(id);
  }

  /** True when the item with this id was applied to the rule. */
  wasApplied(id: string): boolean {
    return this.#shared.appliedIds.has(id);
  }

  /** True when the item with this id has changed the detection item. */
  hasTouched(item: DetectionItem, id: string): boolean {
    return this.#shared.itemIds.get(item)?.has(id) ?? false;
  }

  /** True when the item with this id has changed the field. */
  hasTouchedField(field: string | null, id: string): boolean {
    return field !== null && (this.#fieldIds.get(field)?.has(id) ?? false);
  }

  /** Remembers that the current item has put a detection in the place of an item. */
  replaced<D extends Detection>(old: DetectionItem, detection: D): D {
    const before = this.#shared.itemIds.get(old) ?? NO_IDS;
    const { id } = this.item;
    const ids = id === undefined ? before : new Set([...before, id]);
    if (ids.size > 0) this.#mark(detection, ids);
    return detection;
  }

  #mark(detection: Detection, ids: ReadonlySet<string>): void {
    if (detection.kind === "Item") this.#shared.itemIds.set(detection, ids);
    else for (const item of detection.items) this.#mark(item, ids);
  }

  /** Remembers that the current item has given a field other names. */
  renamed(source: string, targets: readonly string[]): void {
    if (targets.length === 1 && targets[0] === source) return;
    const ids = new Set(this.#fieldIds.get(source));
    if (this.item.id !== undefined) ids.add(this.item.id);
    this.#fieldIds.delete(source);
    for (const target of targets) this.#fieldIds.set(target, ids);
  }

  /** Adds a warning about what the current item does. */
  warn(code: DiagnosticCode, message: string, span?: Span, hint?: string): void {
    const text = `Processing item ${this.#item?.label} ${message}`;
    const warning = diagnostic("warning", code, text, span, hint);
    this.#shared.diagnostics.push(LOSSES.has(code) ? withEffect(warning, "mixed") : warning);
  }

  /** Ends the run: the current item cannot be applied. */
  fail(
    message: string,
    span?: Span,
    hint?: string,
    code: DiagnosticCode = "pipeline-error",
    severity: Severity = "error",
  ): never {
    fail(code, `Processing item ${this.#item?.label} ${message}`, span, hint, severity);
  }

  /** What is left of the run, as plain data. */
  toRun(): PipelineRun {
    return {
      state: Object.fromEntries(this.state),
      appliedIds: [...this.#shared.appliedIds],
      customAttributes: Object.fromEntries(this.#shared.customAttributes),
    };
  }
}
