/** @module `add_condition`: every condition gets one more operand. */

import type { Condition, ConditionNode, Detection, LogSource, Rule } from "../../sigma/ast.ts";
import { matchNames } from "../../sigma/condition/names.ts";
import { parseDetection } from "../../sigma/parse_detection.ts";
import { Report } from "../../sigma/report.ts";
import type { Span } from "../../source.ts";
import type { YamlMapping, YamlNode } from "../../yaml/node.ts";
import type { ApplyContext } from "../apply_context.ts";
import type { TransformationType } from "./transformation.ts";

interface Setup {
  readonly conditions: YamlMapping;
  readonly name: string | undefined;
  readonly template: boolean;
  readonly negated: boolean;
}

/** The transformation `add_condition`. */
export const addCondition: TransformationType = {
  name: "add_condition",
  summary: "Adds a selection that every condition of the rule must, or must not, match",
  parse(reader) {
    const conditions = reader.requiredNode("conditions");
    const name = reader.text("name");
    const template = reader.flag("template", false);
    const negated = reader.flag("negated", false);
    if (conditions === undefined) return undefined;
    if (conditions.kind !== "Mapping") {
      return reader.fault('the parameter "conditions" is not a mapping', conditions.span);
    }
    if (name !== undefined && !/^[\w-]+$/.test(name)) {
      return reader.fault(`"${name}" cannot be the name of a selection`, reader.node("name")?.span);
    }
    const report = new Report();
    parseDetection(conditions, conditions.span, report);
    for (const { message, span, hint } of report.items) {
      if (report.isFatal) reader.fault(message, span, hint);
    }
    const setup: Setup = { conditions, name, template, negated };
    return reader.failed
      ? undefined
      : { applyToRule: (rule, context) => add(rule, setup, context) };
  },
};

function add(rule: Rule, setup: Setup, context: ApplyContext): Rule {
  const names = rule.identifiers.map((identifier) => identifier.name);
  const span = rule.conditions[0]?.span ?? rule.document.span;
  const name = setup.name ?? unusedName(names);
  if (names.includes(name)) {
    context.fail(`cannot add the selection "${name}": the rule has one of this name`, span);
  }
  const detection = read(rule.logsource, setup, span, context);
  const conditions = rule.conditions.map((condition): Condition => {
    const added: ConditionNode = { kind: "Identifier", name, span: condition.span };
    const operand: ConditionNode = setup.negated
      ? { kind: "Not", arg: added, span: condition.span }
      : added;
    return {
      text: `${setup.negated ? "not " : ""}${name} and (${condition.text})`,
      node: { kind: "And", args: [operand, pin(condition.node, names)], span: condition.span },
      span: condition.span,
    };
  });
  return { ...rule, identifiers: [...rule.identifiers, { name, detection, span }], conditions };
}

function unusedName(names: readonly string[]): string {
  let number = 1;
  while (names.includes(`_cond_${number}`)) number++;
  return `_cond_${number}`;
}

/** Quantifiers mean the selections that the rule's author wrote, not the one that is added. */
function pin(node: ConditionNode, names: readonly string[]): ConditionNode {
  switch (node.kind) {
    case "Identifier":
      return node;
    case "Not":
      return { ...node, arg: pin(node.arg, names) };
    case "Quantifier": {
      const matching = matchNames(node.pattern, names);
      if (matching.length === 0) return node;
      const { span } = node;
      const args = matching.map((name): ConditionNode => ({ kind: "Identifier", name, span }));
      return args.length === 1
        ? args[0]
        : { kind: node.quantifier === "all" ? "And" : "Or", args, span };
    }
    default:
      return { ...node, args: node.args.map((arg) => pin(arg, names)) };
  }
}

/** Reads the selection; its places are that of the rule's condition. */
function read(logsource: LogSource, setup: Setup, span: Span, context: ApplyContext): Detection {
  const report = new Report();
  const node = setup.template ? fill(setup.conditions, logsource, context) : setup.conditions;
  const detection = parseDetection(node, setup.conditions.span, report);
  const fault = report.items.find(({ severity }) => severity !== "warning");
  if (fault !== undefined || detection === undefined) {
    context.fail(`cannot add its selection: ${fault?.message ?? "it is empty"}`, span, fault?.hint);
  }
  const placed = place(detection, span);
  return markItems(placed, context);
}

function markItems(detection: Detection, context: ApplyContext): Detection {
  if (detection.kind === "Item") return context.replaced(detection, detection);
  for (const item of detection.items) markItems(item, context);
  return detection;
}

/** Gives a detection out of the pipeline file a place in the rule. */
function place<T>(node: T, span: Span): T {
  if (Array.isArray(node)) return node.map((part) => place(part, span)) as T;
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === "span" ? span : place(value, span)]),
  ) as T;
}

/** Fills `$category`, `$product` and `$service` into the texts. */
function fill(node: YamlMapping, logsource: LogSource, context: ApplyContext): YamlMapping {
  const fillNode = (value: YamlNode): YamlNode => {
    if (value.kind === "Sequence") return { ...value, items: value.items.map(fillNode) };
    if (value.kind === "Mapping" || value.type !== "string") return value;
    const text = fillText(value.text, logsource, context);
    return text === value.text ? value : { ...value, text, value: text, verbatim: false };
  };
  return { ...node, pairs: node.pairs.map(({ key, value }) => ({ key, value: fillNode(value) })) };
}

function fillText(text: string, logsource: LogSource, context: ApplyContext): string {
  return text.replace(
    /\$(?:\$|(category|product|service)\b|\{(category|product|service)\})/g,
    (found, bare?: keyof LogSource, braced?: keyof LogSource) => {
      const key = bare ?? braced;
      if (key === undefined) return "$";
      return logsource[key] ??
        context.fail(`cannot fill in "${found}": the rule's log source has no ${key}`);
    },
  );
}
