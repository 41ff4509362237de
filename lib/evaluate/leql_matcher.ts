/**
 * LEQL conditions on events, by what Rapid7 documents.
 *
 * Source: Rapid7, "Components for Building a Query"
 * (https://docs.rapid7.com/insightidr/components-for-building-a-query/).
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { LeqlNode } from "../leql/ast.ts";
import { type EventTest, valuesReader } from "./event_view.ts";
import { comparisonTest, presenceTest } from "./leql/comparison.ts";
import { regexTest, variableValues, type WhereContext } from "./leql/operand.ts";
import { wordTest } from "./leql/words.ts";
import type { Matcher } from "./matcher.ts";
import { makeMatcher, NotEvaluable } from "./not_evaluable.ts";
import { someText } from "./match_texts.ts";

/** How a condition is evaluated. */
export interface LeqlMatchOptions {
  /** True for `where(..., loose)`: letter case does not count, and parts of values match. */
  readonly loose?: boolean;
  /** Values of variables, by name; `IP(network)` is a network. */
  readonly variables?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Prepares a condition for events.
 *
 * Where the documentation is silent: of a list each element counts, and what is negated holds when
 * none matches; a key with null, an empty list or an empty object is missing; a text in quotes
 * equals the text of a number; several keys before a comma are alternatives, each with its negation.
 *
 * @param where The tree of the condition, in the keys of the events
 * @param options Whether it is loose, and variables
 * @returns The matcher, or the fault `not-evaluable`: query text that is not read, a variable
 * without a value, an operand that the operator does not take, a regular expression that RE2 does
 * not run
 *
 * @example A missing key differs from every value
 * ```ts
 * import { makeEvent } from "../event/event.ts";
 * import { leqlMatcher } from "./leql_matcher.ts";
 * import assert from "node:assert/strict";
 *
 * const matcher = leqlMatcher({
 *   kind: "Comparison",
 *   key: "result",
 *   operator: "!=",
 *   operand: { kind: "Text", text: "SUCCESS" },
 * });
 * assert.ok("matches" in matcher);
 * assert.ok(matcher.matches(makeEvent({})));
 * assert.ok(!matcher.matches(makeEvent({ result: "SUCCESS" })));
 * ```
 */
export function leqlMatcher(
  where: LeqlNode,
  { loose = false, variables = {} }: LeqlMatchOptions = {},
): Matcher | Diagnostic {
  return makeMatcher("query", () => nodeTest(where, { loose, variables }));
}

function nodeTest(node: LeqlNode, context: WhereContext): EventTest {
  switch (node.kind) {
    case "And":
      return joined(node.args.map((arg) => nodeTest(arg, context)), false);
    case "Or":
      return joined(node.args.map((arg) => nodeTest(arg, context)), true);
    case "Not": {
      const test = nodeTest(node.arg, context);
      return (event) => !test(event);
    }
    case "Comparison":
      return comparisonTest(node.key, node.operator, node.operand, context);
    case "Compound": {
      const tests = node.keys.map((key) =>
        comparisonTest(key, node.operator, node.operand, context)
      );
      return joined(tests, node.linking === "any");
    }
    case "Presence":
      return presenceTest(node.key, node.presence);
    case "Keyword": {
      const test = someText(regexTest(node.regex.pattern, node.regex.flags, context.loose));
      return ({ line }) => test(line);
    }
    case "Word": {
      const test = wordTest(node.text, context.loose);
      if (node.quoted) return test;
      const read = valuesReader(node.text);
      return (event) => read(event).isPresent || test(event);
    }
    case "VariableSearch": {
      const values = variableValues(node.name, context);
      return joined(values.map((value) => wordTest(value, context.loose)), true);
    }
    case "Raw":
      throw new NotEvaluable("it has text of a processing pipeline, which is not read");
  }
}

/** The first outcome that decides ends the search: true for OR, false for AND. */
function joined(tests: readonly EventTest[], decisive: boolean): EventTest {
  if (tests.length === 1) return tests[0];
  return (event) => {
    for (let at = 0; at < tests.length; at++) if (tests[at](event) === decisive) return decisive;
    return !decisive;
  };
}
