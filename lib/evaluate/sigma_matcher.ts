/**
 * Sigma rules on events, by the Sigma specification 2.1.
 *
 * Shares nothing with the stages that make queries of rules, so that it can be held against them.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import { GAP, type GlobPart, globTest } from "../leql/glob.ts";
import type { ConditionNode, Rule } from "../sigma/ast.ts";
import type { EventTest } from "./event_view.ts";
import type { Matcher } from "./matcher.ts";
import { makeMatcher, NotEvaluable } from "./not_evaluable.ts";
import { detectionTest, everyTest, someTest } from "./sigma/detection.ts";

/**
 * Prepares a rule for events.
 *
 * A field's values: of a list each element counts; a number or boolean has a text as well, and a
 * text in decimal notation is a number as well. A field with null, an empty list or an empty object
 * is not there; `null` means that, or the empty text. Letter case is folded letter by letter, as
 * Unicode's simple case folding has it (see `foldCase`); regular expressions are RE2's.
 *
 * @param rule A rule without faults, in the field names of the events
 * @param condition Index of its condition, from 0
 * @returns The matcher, or the fault `not-evaluable`: a placeholder without a value, a piece of a
 * query from a pipeline, a regular expression that RE2 does not run, a name that is not defined
 *
 * @example A rule and an event
 * ```ts
 * import { makeEvent } from "../event/event.ts";
 * import { readDocuments } from "../sigma/documents.ts";
 * import { sigmaMatcher } from "./sigma_matcher.ts";
 * import assert from "node:assert/strict";
 *
 * const [{ content }] = readDocuments(`
 * title: Whoami
 * logsource: { category: process_creation, product: windows }
 * detection:
 *   selection: { Image|endswith: '\\whoami.exe' }
 *   condition: selection
 * `);
 * assert.ok(content?.kind === "Rule");
 * const matcher = sigmaMatcher(content, 0);
 * assert.ok("matches" in matcher);
 * assert.ok(matcher.matches(makeEvent({ Image: "C:\\Windows\\System32\\WHOAMI.EXE" })));
 * ```
 */
export function sigmaMatcher(rule: Rule, condition: number): Matcher | Diagnostic {
  return makeMatcher("rule", () => {
    if (rule.conditions[condition] === undefined) {
      throw new NotEvaluable(`it has no condition ${condition + 1}`);
    }
    return new ConditionReader(rule).read(rule.conditions[condition].node);
  });
}

class ConditionReader {
  readonly #rule: Rule;
  readonly #tests: Map<string, EventTest> = new Map();

  constructor(rule: Rule) {
    this.#rule = rule;
  }

  read(node: ConditionNode): EventTest {
    switch (node.kind) {
      case "And":
        return everyTest(node.args.map((arg) => this.read(arg)));
      case "Or":
        return someTest(node.args.map((arg) => this.read(arg)));
      case "Not": {
        const test = this.read(node.arg);
        return (event) => !test(event);
      }
      case "Identifier":
        return this.#identifier(node.name, node);
      case "Quantifier": {
        const meant = quantified(node.pattern);
        const names = this.#rule.identifiers.map(({ name }) => name).filter(meant);
        if (names.length === 0) {
          throw new NotEvaluable(`no search identifier matches "${node.pattern}"`, node.span);
        }
        const tests = names.map((name) => this.#identifier(name, node));
        return node.quantifier === "all" ? everyTest(tests) : someTest(tests);
      }
    }
  }

  #identifier(name: string, { span }: ConditionNode): EventTest {
    let test = this.#tests.get(name);
    if (test === undefined) {
      const identifier = this.#rule.identifiers.findLast((other) => other.name === name);
      if (identifier === undefined) throw new NotEvaluable(`"${name}" is not defined`, span);
      test = onceForEach(detectionTest(identifier.detection));
      this.#tests.set(name, test);
    }
    return test;
  }
}

/** A condition may name an identifier several times. */
function onceForEach(test: EventTest): EventTest {
  let latest = -1;
  let outcome = false;
  return (event) => {
    if (latest !== event.number) {
      outcome = test(event);
      latest = event.number;
    }
    return outcome;
  };
}

/** `them` is every name without `_` in front; so is a pattern, unless it begins with one. */
function quantified(pattern: string): (name: string) => boolean {
  if (pattern === "them") return (name) => !name.startsWith("_");
  const parts = pattern.split("*").flatMap((text): GlobPart[] => [GAP, text]);
  const test = globTest(parts.slice(1));
  return (name) => test(name) && (pattern.startsWith("_") || !name.startsWith("_"));
}
