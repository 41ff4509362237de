/**
 * The model of one Sigma document. Plain readonly data: each stage takes a
 * rule and returns a new one.
 *
 * @module
 */

import type { Span } from "../source.ts";
import type { YamlMapping } from "../yaml/node.ts";
import type { SigmaValue } from "./value.ts";

/** Where the events of a rule come from (Sigma rules specification, "Log source"). */
export interface LogSource {
  /** Kind of events, such as `process_creation`. */
  readonly category?: string;
  /** Product, such as `windows`. */
  readonly product?: string;
  /** Part of the product, such as `security`. */
  readonly service?: string;
}

/** A modifier as it stands behind a field name. */
export interface ModifierUse {
  readonly name: string;
  readonly span: Span;
}

/** `field|modifier: values`, with its modifiers applied; a keyword item has no field. */
export interface DetectionItem {
  readonly kind: "Item";
  /** Field name, or `null` for a keyword item. */
  readonly field: string | null;
  /** The modifiers as written. They are already applied to `values`. */
  readonly modifiers: readonly ModifierUse[];
  readonly values: readonly SigmaValue[];
  /** How the values are joined: `and` under the modifier `all`. */
  readonly linking: "or" | "and";
  /** True under the modifier `neq`: the whole item is negated. */
  readonly negated: boolean;
  /** The key, field and modifiers, in the source. */
  readonly span: Span;
}

/** All parts must match: a map. */
export interface AllDetection {
  readonly kind: "All";
  readonly items: readonly Detection[];
  readonly span: Span;
}

/** One part must match: a list of maps or keywords, or one field mapped to several keys. */
export interface AnyDetection {
  readonly kind: "Any";
  readonly items: readonly Detection[];
  readonly span: Span;
}

/** The body of a search identifier. */
export type Detection = DetectionItem | AllDetection | AnyDetection;

/** A named detection: a key under `detection`. */
export interface SearchIdentifier {
  readonly name: string;
  readonly detection: Detection;
  /** The name in the source. */
  readonly span: Span;
}

/** `a and b` */
export interface AndCondition {
  readonly kind: "And";
  readonly args: readonly ConditionNode[];
  readonly span: Span;
}

/** `a or b` */
export interface OrCondition {
  readonly kind: "Or";
  readonly args: readonly ConditionNode[];
  readonly span: Span;
}

/** `not a` */
export interface NotCondition {
  readonly kind: "Not";
  readonly arg: ConditionNode;
  readonly span: Span;
}

/** The name of a search identifier. */
export interface IdentifierCondition {
  readonly kind: "Identifier";
  readonly name: string;
  readonly span: Span;
}

/** `1 of x*`, `all of them` */
export interface QuantifierCondition {
  readonly kind: "Quantifier";
  /** `any` also for `1 of`. */
  readonly quantifier: "any" | "all";
  /** `them`, a name, or a pattern with `*`. */
  readonly pattern: string;
  readonly span: Span;
}

/** A node of a parsed condition. Spans are offsets in the rule's source. */
export type ConditionNode =
  | AndCondition
  | OrCondition
  | NotCondition
  | IdentifierCondition
  | QuantifierCondition;

/** A condition and the text it was read from. */
export interface Condition {
  readonly text: string;
  readonly node: ConditionNode;
  readonly span: Span;
}

/** Metadata that every document may have. Faulty metadata is left out, with a warning. */
export interface Metadata {
  readonly title?: string;
  readonly id?: string;
  /** Unique name for references, if given. */
  readonly name?: string;
  readonly status?: string;
  readonly level?: string;
  /** ISO date, as written. */
  readonly date?: string;
  /** ISO date, as written. */
  readonly modified?: string;
  readonly tags: readonly string[];
}

/** One Sigma rule. */
export interface Rule {
  readonly kind: "Rule";
  readonly metadata: Metadata;
  readonly logsource: LogSource;
  readonly identifiers: readonly SearchIdentifier[];
  /** One query is made of each. */
  readonly conditions: readonly Condition[];
  /** The rule's `fields` list. */
  readonly fields: readonly string[];
  /** The document as read, for metadata that the model does not name. */
  readonly document: YamlMapping;
  readonly logsourceSpan: Span;
}

/** Kinds of correlation. */
export type CorrelationType =
  | "event_count"
  | "value_count"
  | "value_sum"
  | "value_avg"
  | "value_percentile"
  | "value_median"
  | "temporal"
  | "temporal_ordered";

/** The id or name of a rule that another document refers to. */
export interface RuleReference {
  readonly name: string;
  readonly span: Span;
}

/** One bound of a correlation's condition. */
export interface CorrelationBound {
  readonly operator: "lt" | "lte" | "gt" | "gte" | "eq" | "neq";
  /** Canonical decimal notation. */
  readonly text: string;
}

/** What the counted or summed value must be. */
export interface CorrelationCondition {
  /** One bound, or two that make a range. */
  readonly bounds: readonly CorrelationBound[];
  /** Fields that are counted or summed; none for `event_count`. */
  readonly fields: readonly string[];
  /** For `value_percentile`: above 0, below 100. */
  readonly percentile?: number;
  /** For `temporal` correlations with a condition over rule names. */
  readonly extended?: Condition;
  readonly span: Span;
}

/** A group-by name that stands for a field of its own in each rule. */
export interface CorrelationAlias {
  readonly name: string;
  /** Field by rule reference. */
  readonly fields: readonly { readonly rule: string; readonly field: string }[];
  readonly span: Span;
}

/** A correlation (Sigma correlation rules specification 2.1). */
export interface CorrelationRule {
  readonly kind: "Correlation";
  readonly metadata: Metadata;
  readonly type: CorrelationType;
  readonly rules: readonly RuleReference[];
  readonly groupBy: readonly string[];
  readonly timespan: { readonly text: string; readonly seconds: number };
  readonly condition: CorrelationCondition;
  readonly aliases: readonly CorrelationAlias[];
  /** True when the referenced rules give queries of their own. */
  readonly generate: boolean;
  readonly document: YamlMapping;
  readonly span: Span;
}

/** A filter (Sigma filters specification 2.1). */
export interface FilterRule {
  readonly kind: "Filter";
  readonly metadata: Metadata;
  readonly logsource: LogSource;
  /** The rules that it narrows; `any` for all. */
  readonly rules: "any" | readonly RuleReference[];
  readonly identifiers: readonly SearchIdentifier[];
  readonly condition: Condition;
  readonly document: YamlMapping;
  readonly span: Span;
}
