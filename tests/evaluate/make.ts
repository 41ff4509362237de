import assert from "node:assert/strict";
import { type JsonObject, type LogEvent, makeEvent } from "../../lib/event/event.ts";
import { leqlMatcher, type LeqlMatchOptions } from "../../lib/evaluate/leql_matcher.ts";
import { sigmaMatcher } from "../../lib/evaluate/sigma_matcher.ts";
import type { LeqlNode } from "../../lib/leql/ast.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import type { Rule } from "../../lib/sigma/ast.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";

/** A rule whose detection section is given; its lines keep their indentation. */
export function readRule(detection: string): Rule {
  const lines = detection.split("\n").map((line) => `  ${line}`).join("\n");
  const text = `title: T\nlogsource: { category: test }\ndetection:\n${lines}\n`;
  const [{ content, diagnostics }] = readDocuments(text);
  assert.ok(content?.kind === "Rule", JSON.stringify(diagnostics));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  assert.deepEqual(errors, [], text);
  return content;
}

/** A rule with one search identifier. */
export function ruleOf(item: string): Rule {
  return readRule(`sel:\n  ${item.replaceAll("\n", "\n  ")}\ncondition: sel`);
}

/** Whether a rule matches. */
export function ruleMatches(rule: Rule, event: LogEvent, condition = 0): boolean {
  const matcher = sigmaMatcher(rule, condition);
  assert.ok("matches" in matcher, JSON.stringify(matcher));
  return matcher.matches(event);
}

/** The tree of a query and whether it is loose. */
export function readQuery(text: string): { readonly node: LeqlNode; readonly loose: boolean } {
  const { statement, diagnostics } = readStatement(text);
  assert.ok(statement?.where !== undefined, `${text}: ${JSON.stringify(diagnostics)}`);
  return statement.where;
}

/** Whether a query matches. */
export function queryMatches(
  text: string,
  event: LogEvent,
  variables?: LeqlMatchOptions["variables"],
): boolean {
  const { node, loose } = readQuery(text);
  const matcher = leqlMatcher(node, { loose, variables });
  assert.ok("matches" in matcher, JSON.stringify(matcher));
  return matcher.matches(event);
}

/** An event of fields, or of a raw line alone. */
export function eventOf(event: JsonObject | string): LogEvent {
  return typeof event === "string" ? makeEvent({}, event) : makeEvent(event);
}
