/** Negations behind the key mean the same as those in front. */

import fc from "fast-check";
import { type JsonValue, makeEvent } from "../../../lib/event/event.ts";
import { leqlMatcher } from "../../../lib/evaluate/leql_matcher.ts";
import type { LeqlNode } from "../../../lib/leql/ast.ts";
import { someNode } from "../../../lib/leql/ast.ts";
import { inlineNegations } from "../../../lib/leql/negation.ts";
import { ONE_LINE, printNode } from "../../../lib/leql/print.ts";
import { anyNode } from "../../leql/trees.ts";
import { agreeOn, convertRule, makeCompiler, queryMatcher } from "../conversion.ts";
import { disagreement, showEvent } from "../disagreement.ts";
import { anyEvent, eventOf } from "../generators/events.ts";
import { anyRule } from "../generators/rules.ts";
import { count, type Property, randomProperty } from "../property.ts";

const EVENTS = 20;
const prefixCompiler = makeCompiler({ formats: ["default"] });
const inlineCompiler = makeCompiler({ formats: ["default"], negation: "inline" });

/** NOT stays where LEQL has no other form. */
function hasMovableNot(node: LeqlNode): boolean {
  return someNode(node, (inner) => inner.kind === "Not" && inner.arg.kind !== "Keyword");
}

/** Rules, converted in both ways. */
export const negatedRules: Property = randomProperty(
  {
    name: "negated-rules",
    summary: "The query of --negation inline matches the events of that of --negation prefix",
    gateRuns: 250,
    roundRuns: 1500,
    atLeast: { conditions: 150, different: 60, events: 2000, matches: 500 },
  },
  fc.tuple(anyRule, fc.array(anyEvent, { minLength: EVENTS, maxLength: EVENTS })),
  ([{ text, pool }, drafts], tally) => {
    const events = drafts.map((draft) => eventOf(draft, pool));
    const prefixes = convertRule(prefixCompiler, text);
    convertRule(inlineCompiler, text).forEach(({ queries: [inline], sigma }, at) => {
      const [prefix] = prefixes[at].queries;
      count(tally, "conditions");
      if (inline.query !== prefix.query) count(tally, "different");
      if (hasMovableNot(inline.node)) {
        throw disagreement("A negation is not behind its key", { Rule: text, Query: inline.query });
      }
      const matchers = [prefix, inline].map((query) => queryMatcher(query, text));
      // One that is broader than the other says so in a reason of its own.
      const more = inline.fidelity.reasons.some((why) => !prefix.fidelity.reasons.includes(why));
      for (const event of events) {
        agreeOn(event, sigma.matches(event), matchers[1], text);
        const [before, after] = matchers.map((matcher) => matcher.matches(event));
        count(tally, "events");
        if (before) count(tally, "matches");
        if (before === after || (after && more)) continue;
        throw disagreement("Two forms of a negation do not agree", {
          Rule: text,
          Event: showEvent(event),
          "Query (prefix)": prefix.query,
          "Query (inline)": inline.query,
          "The former matches": before,
          "The latter matches": after,
        });
      }
    });
  },
);

const KEYS = ["a", "b.c", "not", "count", "x-y", "a b", "0a", "where", "k.l"];
const scalar = fc.constantFrom<JsonValue>(
  ..."ab \\\"'/*?()".split(""),
  "",
  "5",
  "true",
  "null",
  "NOT",
  "AND",
  "x",
  "a/b",
  "123456789012345678901234567890",
  "10.1.2.3",
  "192.168.1.1",
  5,
  -1.5,
  1000,
  0,
  true,
  null,
);
const fieldsOfTrees = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.oneof(scalar, scalar, fc.array(scalar, { maxLength: 3 })),
  { noNullPrototype: true },
);
const VARIABLES = { v: ["a", "5"], my_var: ["IP(10.0.0.0/8)", "b"] };

/** Any tree, also those of operators that no rule gives. */
export const negatedTrees: Property = randomProperty(
  {
    name: "negated-trees",
    summary: "A tree without NOT matches the events of the tree that it was made of",
    gateRuns: 500,
    roundRuns: 4000,
    atLeast: { trees: 200, events: 2000, matches: 500 },
  },
  fc.tuple(anyNode, fc.array(fieldsOfTrees, { minLength: 10, maxLength: 10 })),
  ([arg, events], tally) => {
    const node: LeqlNode = { kind: "Not", arg };
    const inlined = inlineNegations(node);
    const [before, after] = [node, inlined.node].map((where) =>
      leqlMatcher(where, { variables: VARIABLES })
    );
    if (!("matches" in before)) return;
    count(tally, "trees");
    const isBroader = inlined.diagnostics.some(({ effect }) => effect === "broader");
    for (const fields of events) {
      const event = makeEvent(fields);
      const was = before.matches(event);
      const is = "matches" in after ? after.matches(event) : undefined;
      count(tally, "events");
      if (was) count(tally, "matches");
      if (was === is || (is && isBroader)) continue;
      const [prefix, inline] = [node, inlined.node].map((tree) =>
        printNode(tree, { ...ONE_LINE, anyText: true })
      );
      throw disagreement("Two forms of a negation do not agree", {
        Event: showEvent(event),
        "Query (prefix)": prefix,
        "Query (inline)": inline,
        "The former matches": was,
        "The latter matches": is ?? "it cannot be evaluated",
      });
    }
  },
);
