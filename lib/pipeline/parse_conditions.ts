/**
 * Reads the processing conditions of an item: a list, or a map with an
 * expression over its names.
 *
 * @module
 */

import { didYouMean } from "../suggest.ts";
import type { YamlMapping, YamlNode } from "../yaml/node.ts";
import { parseExpression } from "./condition_expression.ts";
import type {
  FieldTest,
  ItemTest,
  ParseTest,
  ProcessingConditionType,
  RuleTest,
  TestGroup,
  TestNode,
} from "./conditions/condition.ts";
import { CONDITIONS } from "./conditions/registry.ts";
import { ParameterReader } from "./parameter_reader.ts";

/** One of the three kinds of processing conditions. */
interface Kind<T> {
  /** Beginning of the keys. */
  readonly prefix: "rule" | "detection_item" | "field_name";
  readonly parser: (type: ProcessingConditionType) => ParseTest<T> | undefined;
}

const RULE: Kind<RuleTest> = { prefix: "rule", parser: (type) => type.parseRuleTest };
const ITEM: Kind<ItemTest> = { prefix: "detection_item", parser: (type) => type.parseItemTest };
const FIELD: Kind<FieldTest> = { prefix: "field_name", parser: (type) => type.parseFieldTest };

/** Reads `rule_conditions` and what belongs to them. */
export function parseRuleTests(reader: ParameterReader): TestGroup<RuleTest> {
  return parseGroup(reader, RULE);
}

/** Reads `detection_item_conditions` and what belongs to them. */
export function parseItemTests(reader: ParameterReader): TestGroup<ItemTest> {
  return parseGroup(reader, ITEM);
}

/** Reads `field_name_conditions` and what belongs to them. */
export function parseFieldTests(reader: ParameterReader): TestGroup<FieldTest> {
  return parseGroup(reader, FIELD);
}

function parseGroup<T>(reader: ParameterReader, kind: Kind<T>): TestGroup<T> {
  const conditions = reader.node(`${kind.prefix}_conditions`);
  const expression = reader.node(`${kind.prefix}_cond_expr`);
  const operator = reader.node(`${kind.prefix}_cond_op`);
  const negated = reader.flag(`${kind.prefix}_cond_not`, false);
  const tests = parseTests(reader, kind, conditions);
  const hasExpression = expression !== undefined &&
    !(expression.kind === "Scalar" && expression.type === "null");
  if (hasExpression && operator !== undefined) {
    reader.fault(
      `"${kind.prefix}_cond_op" and "${kind.prefix}_cond_expr" exclude each other`,
      operator.span,
    );
  }
  const node = hasExpression
    ? parseTree(reader, kind, expression, conditions, tests)
    : parseList(reader, kind, operator, tests);
  return { empty: tests.size === 0, node: negated ? { kind: "Not", arg: node } : node };
}

/** Conditions by name, or by position from 1. */
function parseTests<T>(
  reader: ParameterReader,
  kind: Kind<T>,
  conditions: YamlNode | undefined,
): ReadonlyMap<string, T> {
  const tests = new Map<string, T>();
  if (conditions === undefined) return tests;
  if (conditions.kind === "Scalar") {
    reader.fault(`"${kind.prefix}_conditions" is neither a list nor a mapping`, conditions.span);
    return tests;
  }
  const named = conditions.kind === "Mapping"
    ? conditions.pairs.map(({ key, value }) => [key.text, value] as const)
    : conditions.items.map((node, index) => [String(index + 1), node] as const);
  for (const [name, node] of named) {
    const test = parseTest(reader, kind, name, node);
    if (test !== undefined) tests.set(name, test);
  }
  return tests;
}

function parseTest<T>(
  reader: ParameterReader,
  kind: Kind<T>,
  name: string,
  node: YamlNode,
): T | undefined {
  if (node.kind !== "Mapping") {
    return reader.fault(`the condition ${name} is not a mapping`, node.span);
  }
  const type = findType(reader, kind, name, node);
  const parse = type === undefined ? undefined : kind.parser(type);
  if (type === undefined || parse === undefined) return undefined;
  const what = `${reader.what}, condition ${name} (${type.name})`;
  const parameters = new ParameterReader(node, what, reader.report, ["type"]);
  const test = parse(parameters);
  parameters.finish();
  if (parameters.failed) reader.markFailed();
  return test;
}

function findType<T>(
  reader: ParameterReader,
  kind: Kind<T>,
  name: string,
  node: YamlMapping,
): ProcessingConditionType | undefined {
  const parameters = new ParameterReader(
    node,
    `${reader.what}, condition ${name}`,
    reader.report,
    [],
  );
  const wanted = parameters.requiredText("type");
  if (wanted === undefined) {
    reader.markFailed();
    return undefined;
  }
  const { span } = parameters.node("type")!;
  const type = CONDITIONS.get(wanted);
  if (type !== undefined && kind.parser(type) !== undefined) return type;
  if (type !== undefined) {
    const places = [RULE, ITEM, FIELD].filter(({ parser }) => parser(type) !== undefined)
      .map(({ prefix }) => `"${prefix}_conditions"`).join(" or ");
    return reader.fault(
      `the condition "${wanted}" cannot stand under "${kind.prefix}_conditions"`,
      span,
      `It stands under ${places}`,
    );
  }
  const known = [...CONDITIONS.values()].filter((other) => kind.parser(other) !== undefined);
  return reader.fault(
    `there is no condition "${wanted}"`,
    span,
    didYouMean(wanted, known.map((other) => other.name)),
  );
}

function parseTree<T>(
  reader: ParameterReader,
  kind: Kind<T>,
  expression: YamlNode,
  conditions: YamlNode | undefined,
  tests: ReadonlyMap<string, T>,
): TestNode<T> {
  const nothing: TestNode<T> = { kind: "And", args: [] };
  const key = `${kind.prefix}_cond_expr`;
  if (expression.kind !== "Scalar") {
    reader.fault(`"${key}" is not a text`, expression.span);
    return nothing;
  }
  if (conditions?.kind !== "Mapping") {
    reader.fault(
      `"${key}" needs "${kind.prefix}_conditions" as a mapping from names to conditions`,
      conditions?.span ?? expression.span,
    );
    return nothing;
  }
  if (reader.failed) return nothing;
  const parsed = parseExpression(expression, tests);
  if ("message" in parsed) {
    const hint = parsed.unknown === undefined
      ? undefined
      : didYouMean(parsed.unknown, tests.keys());
    reader.fault(`cannot read "${key}": ${parsed.message}`, parsed.span, hint);
    return nothing;
  }
  for (const { key: name } of conditions.pairs) {
    if (parsed.names.has(name.text)) continue;
    reader.fault(`the condition "${name.text}" does not stand in "${key}"`, name.span);
  }
  return parsed.node;
}

function parseList<T>(
  reader: ParameterReader,
  kind: Kind<T>,
  operator: YamlNode | undefined,
  tests: ReadonlyMap<string, T>,
): TestNode<T> {
  const args = [...tests.values()].map((test): TestNode<T> => ({ kind: "Test", test }));
  const word = operator?.kind === "Scalar" ? operator.text : undefined;
  if (operator !== undefined && word !== "and" && word !== "or") {
    reader.report.warning(
      "pipeline-invalid",
      `${reader.what}: "${kind.prefix}_cond_op" is neither "and" nor "or" and is read as "and"`,
      operator.span,
    );
  }
  return { kind: word === "or" ? "Or" : "And", args };
}
