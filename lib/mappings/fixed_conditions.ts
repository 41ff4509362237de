/**
 * The fixed conditions of an entry, joined to a rule.
 *
 * @module
 */

import type {
  Condition,
  ConditionNode,
  Detection,
  DetectionItem,
  Rule,
  SearchIdentifier,
} from "../sigma/ast.ts";
import { matchNames } from "../sigma/condition/names.ts";
import { ANY, type SigmaValue, type StringPart } from "../sigma/value.ts";
import type { Span } from "../source.ts";
import { isExcluded } from "./excluded_value.ts";
import { requiredValues } from "./required_values.ts";
import type { FixedCondition, TableValue } from "./table.ts";

/**
 * What a condition of a rule has to do with a fixed one. `stated`: it holds
 * wherever the rule's does. `never`: it holds nowhere there.
 */
export type Need = "needed" | "stated" | "never";

/** A fixed condition that some condition of a rule needs. */
export interface JoinedCondition {
  readonly condition: FixedCondition;
  /** What it is in LEQL keys. */
  readonly detection: Detection;
  /** For each condition of the rule. */
  readonly needs: readonly Need[];
}

/**
 * Makes the detection item of a fixed condition.
 *
 * @param condition The condition; `field` or `key` becomes the field of the item
 * @param span Where to report faults
 */
export function conditionItem(condition: FixedCondition, span: Span): DetectionItem {
  return {
    kind: "Item",
    field: condition.field ?? condition.key ?? "",
    modifiers: [],
    values: conditionValues(condition).map((value) => sigmaValue(value, condition.match, span)),
    linking: "or",
    negated: false,
    span,
  };
}

/** The values of a fixed condition; one of them must match. */
export function conditionValues({ value, values }: FixedCondition): readonly TableValue[] {
  return values ?? (value === undefined ? [] : [value]);
}

/** Writes a fixed condition for people: `EventID 17 or 18`. */
export function describeCondition(condition: FixedCondition): string {
  const { match, field, key } = condition;
  const how = match === undefined || match === "equals" ? "" : ` ${match}`;
  return `${field ?? key}${how} ${conditionValues(condition).join(" or ")}`;
}

function sigmaValue(value: TableValue, match: FixedCondition["match"], span: Span): SigmaValue {
  const whole = match === undefined || match === "equals";
  if (whole && typeof value === "number") return { kind: "Number", text: String(value), span };
  if (whole && typeof value === "boolean") return { kind: "Boolean", value, span };
  const parts: StringPart[] = [{ kind: "Text", text: String(value) }];
  if (match === "contains" || match === "endswith") parts.unshift(ANY);
  if (match === "contains" || match === "startswith") parts.push(ANY);
  return { kind: "String", parts, cased: false, span };
}

/**
 * Tells for each condition of a rule whether it needs a fixed condition.
 *
 * @param condition The fixed condition
 * @param rule The rule: in Sigma fields when the condition names a field, else in LEQL keys
 */
export function needsOf(condition: FixedCondition, rule: Rule): readonly Need[] {
  const name = condition.field ?? condition.key ?? "";
  return rule.conditions.map(({ node }) => {
    const required = requiredValues(node, rule.identifiers, name);
    if (required === undefined) {
      return isRuledOut(condition, node, rule.identifiers, name) ? "never" : "needed";
    }
    let held = 0;
    for (const text of required) if (holdsFor(text, condition)) held++;
    return held === required.size ? "stated" : held === 0 ? "never" : "needed";
  });
}

/** Whether the rule matches no event for which a fixed condition holds. */
function isRuledOut(
  condition: FixedCondition,
  node: ConditionNode,
  identifiers: readonly SearchIdentifier[],
  name: string,
): boolean {
  if (condition.match !== undefined && condition.match !== "equals") return false;
  // Few rules speak of a field that a fixed condition is about.
  if (!identifiers.some(({ detection }) => speaksOf(detection, name))) return false;
  return conditionValues(condition).every((value) =>
    isExcluded(node, identifiers, name, String(value))
  );
}

function speaksOf(detection: Detection, field: string): boolean {
  return detection.kind === "Item"
    ? detection.field === field
    : detection.items.some((item) => speaksOf(item, field));
}

/** True when a fixed condition holds for a text, which is in small letters. */
export function holdsFor(text: string, condition: FixedCondition): boolean {
  return conditionValues(condition).some((value) => {
    const wanted = String(value).toLowerCase();
    switch (condition.match) {
      case "startswith":
        return text.startsWith(wanted);
      case "endswith":
        return text.endsWith(wanted);
      case "contains":
        return text.includes(wanted);
      default:
        return text === wanted;
    }
  });
}

/**
 * Joins fixed conditions to a rule by AND, in front of each condition that
 * needs them. Quantifiers keep their meaning: what is added is no search
 * identifier of the rule.
 *
 * @param rule A rule in LEQL keys
 * @param joined The conditions, at least one of them needed
 * @returns A new rule
 */
export function joinConditions(rule: Rule, joined: readonly JoinedCondition[]): Rule {
  const own = rule.identifiers.map(({ name }) => name);
  const span = rule.logsourceSpan;
  const added: SearchIdentifier[] = [];
  for (const { detection } of joined) {
    added.push({ name: freeName(own, added.length), detection, span });
  }
  const conditions = rule.conditions.map((condition, at): Condition => {
    const args = added.filter((_, index) => joined[index].needs[at] !== "stated")
      .map(({ name }): ConditionNode => ({ kind: "Identifier", name, span: condition.span }));
    const node = resolveQuantifiers(condition.node, own);
    if (args.length === 0) return { ...condition, node };
    return { ...condition, node: { kind: "And", args: [...args, node], span: condition.span } };
  });
  return { ...rule, identifiers: [...rule.identifiers, ...added], conditions };
}

function freeName(taken: readonly string[], number: number): string {
  // A blank: no condition can name it.
  let name = `_fixed ${number + 1}`;
  while (taken.includes(name)) name = `_${name}`;
  return name;
}

/** Spells out quantifiers that could mean what is added: those whose pattern begins with `_`. */
function resolveQuantifiers(node: ConditionNode, names: readonly string[]): ConditionNode {
  switch (node.kind) {
    case "And":
    case "Or":
      return { ...node, args: node.args.map((arg) => resolveQuantifiers(arg, names)) };
    case "Not":
      return { ...node, arg: resolveQuantifiers(node.arg, names) };
    case "Identifier":
      return node;
    case "Quantifier": {
      if (!node.pattern.startsWith("_")) return node;
      const found = matchNames(node.pattern, names);
      const args = found.map((name): ConditionNode => {
        return { kind: "Identifier", name, span: node.span };
      });
      // Matches nothing and stays so: the fault is reported with the pattern as written.
      if (args.length === 0) return { ...node, pattern: node.pattern.replaceAll("*", "") };
      const kind = node.quantifier === "all" ? "And" : "Or";
      return args.length === 1 ? args[0] : { kind, args, span: node.span };
    }
  }
}
