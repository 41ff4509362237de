/** No value of a rule leaves its literal. */

import fc from "fast-check";
import type { LeqlNode } from "../../../lib/leql/ast.ts";
import { type LogEvent, makeEvent } from "../../../lib/event/event.ts";
import {
  agreeOn,
  compileOne,
  convertRule,
  type FormatCompiler,
  makeCompiler,
  queryMatchers,
  readQuery,
} from "../conversion.ts";
import { disagreement } from "../disagreement.ts";
import { asLiteral, hostileText, longText } from "../generators/hostile_texts.ts";
import { ruleOf } from "../generators/rules.ts";
import { count, type Property, type PropertyHead, randomProperty } from "../property.ts";
import { shapeOf } from "../shape.ts";

const allFormats = makeCompiler();
const oneFormat = makeCompiler({ formats: ["default"] });

/** Where a text stands, in all places where a rule may have one. */
const PLACES: readonly string[] = [
  "f",
  "f|contains",
  "f|startswith",
  "f|endswith",
  "f|cased",
  "f|contains|cased",
  "f|endswith|cased",
  "f|contains|all",
  "f|neq",
  "f|re",
  "f|windash",
  "f|base64offset|contains",
  "f|wide|base64",
  "",
  "|all",
  "|cased",
  "|re",
];

interface HostileValue {
  readonly place: string;
  readonly texts: readonly string[];
  /** Whether wildcards and escapes are written as such. */
  readonly isLiteral: boolean;
}

function hostileRule({ place, texts, isLiteral }: HostileValue): string {
  const values = isLiteral && !place.endsWith("|re") ? texts.map(asLiteral) : texts;
  const value = values.length === 1 ? JSON.stringify(values[0]) : JSON.stringify(values);
  return ruleOf(
    `  x: { g: 1, ${JSON.stringify(place)}: ${value} }\n  y: { h: 2 }\n  condition: y or not x\n`,
  );
}

const SHAPES = new Map(PLACES.map((place) => {
  const [query] =
    compileOne(oneFormat, hostileRule({ place, texts: ["ab"], isLiteral: true })).queries;
  return [place, JSON.stringify(shapeOf(readQuery(query, place).node))];
}));

/** Reasons why a text has no query. */
const REASONS: ReadonlySet<string> = new Set([
  "unsupported-text",
  "regex-not-re2",
  "invalid-regex",
  "invalid-modifier",
]);

// deno-lint-ignore no-control-regex
const BREAKING_REGEXP = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\$\{/;

function* eventsOf({ texts, place, isLiteral }: HostileValue): Generator<LogEvent> {
  for (const text of texts) {
    // A long pattern on a long text would take minutes.
    const isSearch = isLiteral && place.startsWith("f") && place !== "f|re";
    const isSlow = text.length > MAX_LENGTH && !isSearch;
    const own = isSlow ? text.slice(0, MAX_LENGTH) : text;
    for (const value of [own, own.toUpperCase(), `${own}x`, `x${own}`, own.slice(1), "ab"]) {
      yield makeEvent({ g: 1, f: value });
      yield makeEvent({ g: 1 }, `g=1 ${value}`);
    }
  }
}

const MAX_LENGTH = 200;

/** Modifiers that make other texts of a text. */
const CHANGING_REGEXP = /windash|base64/;

function quotedTexts(node: LeqlNode): string[] {
  switch (node.kind) {
    case "And":
    case "Or":
      return node.args.flatMap(quotedTexts);
    case "Not":
      return quotedTexts(node.arg);
    case "Comparison": {
      const { operand } = node;
      const items = operand.kind === "List" ? operand.items : [operand];
      return items.flatMap((item) =>
        item.kind === "Text" || item.kind === "NoCase" ? item.text : []
      );
    }
    default:
      return [];
  }
}

function hostileValues(
  head: PropertyHead,
  texts: fc.Arbitrary<readonly string[]>,
  compiler: FormatCompiler,
): Property {
  const cases = fc.record({ place: fc.constantFrom(...PLACES), texts, isLiteral: fc.boolean() });
  return randomProperty(head, cases, (value, tally) => {
    const rule = hostileRule(value);
    const { queries, diagnostics } = compileOne(compiler, rule);
    if (queries.length === 0) {
      count(tally, "refused");
      for (const { code, severity, message } of diagnostics) {
        if (severity === "warning" || REASONS.has(code)) continue;
        throw disagreement("A text is refused for a strange reason", {
          Rule: rule,
          Reason: message,
        });
      }
      return;
    }
    for (const condition of convertRule(compiler, rule)) {
      for (const { node, query, format } of condition.queries) {
        count(tally, "queries");
        const shape = JSON.stringify(shapeOf(node));
        const line = format === "leql_detection_definition" ? query.replace(/\n/g, " ") : query;
        if (shape === SHAPES.get(value.place) && !BREAKING_REGEXP.test(line)) continue;
        throw disagreement("A text leaves its literal", {
          Rule: rule,
          Query: query,
          Shape: shape,
          "Shape for a harmless text": SHAPES.get(value.place),
        });
      }
      const other = value.isLiteral
        ? quotedTexts(condition.queries[0].node).find((text) => !value.texts.includes(text))
        : undefined;
      if (other !== undefined && !CHANGING_REGEXP.test(value.place)) {
        throw disagreement("A query has a text that its rule has not", {
          Rule: rule,
          Query: condition.queries[0].query,
          Text: JSON.stringify(other),
        });
      }
      const matchers = queryMatchers(condition);
      for (const event of eventsOf(value)) {
        count(tally, "events");
        const ruleMatches = condition.sigma.matches(event);
        for (const matcher of matchers) agreeOn(event, ruleMatches, matcher, rule);
      }
    }
  });
}

/** Short texts, one or several. */
export const hostile: Property = hostileValues(
  {
    name: "hostile-values",
    summary: "No text of a rule leaves its literal, wherever it stands",
    gateRuns: 800,
    roundRuns: 4000,
    atLeast: { queries: 1200, events: 8000 },
  },
  fc.array(hostileText, { minLength: 1, maxLength: 3 }),
  allFormats,
);

/** Texts of 100,000 characters. */
export const long: Property = hostileValues(
  {
    name: "long-values",
    summary: "No text of 100,000 characters leaves its literal",
    gateRuns: 1,
    roundRuns: 1,
    atLeast: {},
  },
  fc.tuple(longText),
  oneFormat,
);
