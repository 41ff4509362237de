/**
 * A rule narrowed by a filter.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { ConditionNode, FilterRule, LogSource, Rule, SearchIdentifier } from "./ast.ts";
import { matchNames } from "./condition/names.ts";

/** How the filter's condition joins the rule's: as it is written, or negated. */
export type FilterMode = "and" | "and-not";

/** True when the filter is for this rule: by id, name or `any`, and by log source. */
export function filterApplies(filter: FilterRule, rule: Rule): boolean {
  const { id, name } = rule.metadata;
  const named = filter.rules === "any" ||
    filter.rules.some((reference) => reference.name === id || reference.name === name);
  return named && servesLogSource(filter.logsource, rule.logsource);
}

/** True when every attribute that the filter's log source gives equals the rule's. */
export function servesLogSource(filter: LogSource, rule: LogSource): boolean {
  return (["category", "product", "service"] as const)
    .every((key) => filter[key] === undefined || filter[key] === rule[key]);
}

/**
 * Joins a filter to a rule.
 *
 * The filter's identifiers are renamed to `_filter_<number>_<name>`, so that
 * no pattern of the rule catches them. Their spans would lie in another text,
 * so that each is `-number` instead: see {@link filterNumber}.
 *
 * @param rule The rule
 * @param filter A filter that applies to it
 * @param number Makes the names unique, when several filters apply
 * @param mode `and` joins the condition as written (Sigma filters specification); `and-not`
 * negates it
 * @returns A new rule
 */
export function applyFilter(
  rule: Rule,
  filter: FilterRule,
  number: number,
  mode: FilterMode,
): Rule {
  const prefix = `_filter_${number}_`;
  const names = filter.identifiers.map(({ name }) => name);
  const renamed = relocate(rename(filter.condition.node, names, prefix), number);
  const node: ConditionNode = mode === "and"
    ? renamed
    : { kind: "Not", arg: renamed, span: renamed.span };
  const identifiers = filter.identifiers.map((identifier): SearchIdentifier => {
    return relocate({ ...identifier, name: prefix + identifier.name }, number);
  });
  return {
    ...rule,
    identifiers: [...rule.identifiers, ...identifiers],
    conditions: rule.conditions.map((condition) => ({
      ...condition,
      node: { kind: "And", args: [condition.node, node], span: condition.span },
    })),
  };
}

/** Returns the number of the filter that a diagnostic's span marks, or `undefined`. */
export function filterNumber({ span }: Diagnostic): number | undefined {
  return span !== undefined && span.start < 0 ? -span.start : undefined;
}

/** Copies plain data with another span everywhere. */
function relocate<T>(data: T, number: number): T {
  if (Array.isArray(data)) return data.map((item) => relocate(item, number)) as T;
  if (typeof data !== "object" || data === null) return data;
  const entries = Object.entries(data).map(([key, value]) =>
    key === "span" ? [key, { start: -number, end: -number }] : [key, relocate(value, number)]
  );
  return Object.fromEntries(entries);
}

function rename(node: ConditionNode, names: readonly string[], prefix: string): ConditionNode {
  switch (node.kind) {
    case "And":
    case "Or":
      return { ...node, args: node.args.map((arg) => rename(arg, names, prefix)) };
    case "Not":
      return { ...node, arg: rename(node.arg, names, prefix) };
    case "Identifier":
      return { ...node, name: prefix + node.name };
    case "Quantifier": {
      // Spelled out, since `them` and patterns would mean other names in the rule.
      const found = matchNames(node.pattern, names);
      const args = found.map((name): ConditionNode => {
        return { kind: "Identifier", name: prefix + name, span: node.span };
      });
      if (args.length === 0) return { ...node, pattern: prefix + node.pattern };
      const kind = node.quantifier === "all" ? "And" : "Or";
      return args.length === 1 ? args[0] : { kind, args, span: node.span };
    }
  }
}

/**
 * Warns of a filter whose condition, joined as it is written, keeps what it
 * was probably meant to drop.
 */
export function suspectFilter(filter: FilterRule, mode: FilterMode): Diagnostic | undefined {
  const negated = filter.condition.node.kind === "Not";
  if (negated === (mode === "and")) return undefined;
  return diagnostic(
    "warning",
    "filter-looks-inverted",
    mode === "and"
      ? 'The filter keeps the events that it describes, since its condition has no "not"'
      : "The filter is negated twice: by its condition and by the mode and-not",
    filter.condition.span,
    mode === "and"
      ? 'Write "not" before its condition, or use the filter mode and-not'
      : "Use the filter mode and",
  );
}
