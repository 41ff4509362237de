/** No name leaves its place: fields, event types, placeholders. */

import fc from "fast-check";
import { makeEvent } from "../../../lib/event/event.ts";
import type { LeqlNode } from "../../../lib/leql/ast.ts";
import {
  agreeOn,
  compileOne,
  convertRule,
  FIELDS_AS_KEYS,
  makeCompiler,
  queryMatchers,
  readQuery,
} from "../conversion.ts";
import { disagreement } from "../disagreement.ts";
import { hostileText } from "../generators/hostile_texts.ts";
import { ruleOf } from "../generators/rules.ts";
import { count, type Property, randomProperty } from "../property.ts";
import { type Shape, shapeOf } from "../shape.ts";

const compiler = makeCompiler();

/** What a field is held against: it becomes each kind of node. */
const TESTS: readonly string[] = [
  '": "v"',
  '": ["v", "w"]',
  '|contains": "v"',
  '|endswith": "v"',
  '": 4',
  '": null',
  '|exists": true',
  '|re": "^v"',
  '|cidr": "10.0.0.0/8"',
  '|gt": 4',
];

const fieldName = hostileText.map((text) => text.replaceAll("|", "")).filter((text) => text !== "");

function keysOf(shape: Shape): (string | null)[] {
  switch (shape.kind) {
    case "Test":
      return [shape.key];
    case "Not":
      return keysOf(shape.arg);
    default:
      return shape.args.flatMap(keysOf);
  }
}

/** Names of fields, left and right. */
export const fieldNames: Property = randomProperty(
  {
    name: "hostile-names",
    summary: "No name of a field leaves its key, or the rule is refused",
    gateRuns: 400,
    roundRuns: 3000,
    atLeast: { queries: 250, refused: 30 },
  },
  fc.record({ field: fieldName, test: fc.constantFrom(...TESTS), isRight: fc.boolean() }),
  ({ field, test, isRight }, tally) => {
    const item = isRight
      ? `"g|fieldref|cased": ${JSON.stringify(field.replace(/[\\*?]/g, "\\$&"))}`
      : `${JSON.stringify(field).slice(0, -1)}${test}`;
    const rule = ruleOf(`  x: { ${item} }\n  condition: x\n`);
    const { queries, diagnostics } = compileOne(compiler, rule);
    if (queries.length === 0) {
      count(tally, "refused");
      const [{ code, message }] = diagnostics;
      if (code === "unsupported-key") return;
      throw disagreement("A field is refused for a strange reason", {
        Rule: rule,
        Reason: message,
      });
    }
    for (const condition of convertRule(compiler, rule)) {
      const wanted = isRight ? ["g"] : [field];
      for (const { node, query } of condition.queries) {
        count(tally, "queries");
        const other = node.kind === "Comparison" && node.operand.kind === "Key"
          ? [node.operand.key]
          : [];
        const keys = [...keysOf(shapeOf(node)), ...other];
        if (JSON.stringify(keys) === JSON.stringify(isRight ? ["g", field] : wanted)) continue;
        throw disagreement("The name of a field leaves its key", { Rule: rule, Query: query });
      }
      // The key that is no key of the events.
      if (field === "#log") continue;
      const matchers = queryMatchers(condition);
      for (const value of ["v", "vw", "xv", 4, 5, "10.0.0.1", "", null]) {
        const event = makeEvent({ [field]: value, g: "v" });
        const ruleMatches = condition.sigma.matches(event);
        count(tally, "events");
        for (const matcher of matchers) agreeOn(event, ruleMatches, matcher, rule);
      }
    }
  },
);

/** Names of event types. */
export const eventTypes: Property = randomProperty(
  {
    name: "hostile-event-types",
    summary: "No name of an event type leaves its quotes, or the format is refused",
    gateRuns: 100,
    roundRuns: 1000,
    atLeast: { queries: 15 },
  },
  hostileText,
  (eventType, tally) => {
    const mapping = {
      ...FIELDS_AS_KEYS,
      entries: { t: { ...FIELDS_AS_KEYS.entries?.t, eventType } },
    };
    const formats = ["leql_detection_definition"] as const;
    const rule = ruleOf("  x: { f: v }\n  condition: x\n");
    const { queries, formatDiagnostics } = makeCompiler({ mapping, formats })
      .compileText({ path: "rule.yml", text: rule })[0];
    if (queries.length === 0 && formatDiagnostics.length > 0) return count(tally, "refused");
    count(tally, "queries");
    const { statement, node, query } = readQuery(queries[0], rule);
    const names = statement.from?.eventTypes ?? [];
    if (names.length === 1 && names[0] === eventType && node.kind === "Comparison") return;
    throw disagreement("The name of an event type leaves its quotes", {
      "Event type": JSON.stringify(eventType),
      Query: query,
    });
  },
);

function variablesOf(node: LeqlNode): string[] {
  if (node.kind !== "Comparison") return [];
  const { operand } = node;
  const items = operand.kind === "List" ? operand.items : [operand];
  return items.flatMap((item) => item.kind === "Variable" ? item.name : []);
}

/** Names of placeholders that become variables. */
export const placeholders: Property = randomProperty(
  {
    name: "hostile-placeholders",
    summary: "No name of a placeholder leaves its variable, or the rule is refused",
    gateRuns: 200,
    roundRuns: 2000,
    atLeast: { queries: 50, refused: 20 },
  },
  fc.oneof(hostileText, fc.constantFrom("a", "my_list", "A.b-c")),
  (name, tally) => {
    const rule = ruleOf(`  x: { f|expand: ${JSON.stringify(`%${name}%`)} }\n  condition: x\n`);
    const variables = makeCompiler({ formats: ["default"], placeholders: "leql-variable" });
    const { queries } = compileOne(variables, rule);
    if (queries.length === 0) return count(tally, "refused");
    count(tally, "queries");
    const { node, query } = readQuery(queries[0], rule);
    const shape = shapeOf(node);
    const found = variablesOf(node);
    // What is no placeholder is a text.
    const isText = found.length === 0 && !query.includes("${");
    if (shape.kind === "Test" && shape.key === "f" && (isText || found.join() === name)) return;
    throw disagreement("The name of a placeholder leaves its variable", {
      Rule: rule,
      Query: query,
      Variables: JSON.stringify(found),
    });
  },
);
