import assert from "node:assert/strict";
import { type Checker, createChecker } from "../../lib/check/checker.ts";
import type { Issue } from "../../lib/check/issue.ts";

/** A text whose expected issue is marked: `[[` and `]]` stand around the offending part. */
export interface Marked {
  readonly text: string;
  /** `line:column-line:column` of each marked part. */
  readonly places: readonly string[];
}

/** Takes the marks out of a text. */
export function unmark(marked: string): Marked {
  let text = "";
  const starts: string[] = [];
  const places: string[] = [];
  for (const piece of marked.split(/(\[\[|\]\])/)) {
    if (piece === "[[") starts.push(placeAtEnd(text));
    else if (piece === "]]") places.push(`${starts.pop()}-${placeAtEnd(text)}`);
    else text += piece;
  }
  return { text, places };
}

function placeAtEnd(text: string): string {
  const lines = text.split("\n");
  return `${lines.length}:${lines[lines.length - 1].length + 1}`;
}

/** `line:column-line:column` of an issue. */
export function placeOf({ line, column, endLine, endColumn }: Issue): string {
  return `${line}:${column}-${endLine}:${endColumn}`;
}

/** A rule with this detection section, indented as it stands. */
export function ruleWith(detection: string, logsource = "product: windows"): string {
  return `title: T\nlogsource:\n  ${logsource}\ndetection:\n${detection}`;
}

/** Checks a text with one validator. */
export function checkWith(validator: string, text: string, path = "folder/some_rule.yml"): Issue[] {
  const checker = createChecker({ validators: [validator] });
  return [...checker.checkText({ path, text }), ...checker.finish()];
}

/** Asserts that a validator finds the marked parts, and nothing else. */
export function assertFinds(validator: string, marked: string): readonly Issue[] {
  const { text, places } = unmark(marked);
  assert.notEqual(places.length, 0, "the text has no mark");
  const issues = checkWith(validator, text);
  assert.deepEqual(
    issues.map((issue) => `${issue.validator} ${placeOf(issue)}`).sort(),
    [
      ...places.map((place) => `${validator} ${place}`),
    ].sort(),
  );
  return issues;
}

/** Asserts that a validator finds nothing. */
export function assertClean(validator: string, text: string): void {
  assert.deepEqual(checkWith(validator, text), []);
}

/** Checks several files with one checker. */
export function checkFiles(checker: Checker, files: Readonly<Record<string, string>>): Issue[] {
  const issues = Object.entries(files).flatMap(([path, text]) => checker.checkText({ path, text }));
  return [...issues, ...checker.finish()];
}
