/**
 * Outcomes of tests as JUnit XML, which build servers read.
 *
 * @module
 */

import type { TestOutcome } from "../rule_tests/outcome.ts";
import { failureLines } from "./test_text.ts";

/**
 * Writes a report: one suite for each test file.
 *
 * @param outcomes All outcomes, those of one file side by side
 * @returns XML 1.0 in UTF-8
 */
export function junitReport(outcomes: readonly TestOutcome[]): string {
  const files = new Map<string, TestOutcome[]>();
  for (const outcome of outcomes) {
    const known = files.get(outcome.path);
    if (known === undefined) files.set(outcome.path, [outcome]);
    else known.push(outcome);
  }
  const suites = [...files].map(([path, tests]) => {
    return `  <testsuite ${attributes({ name: path, ...counts(tests) })}>\n` +
      `${tests.map(testCase).join("")}  </testsuite>\n`;
  });
  const total = attributes({ name: "sigma-leql", ...counts(outcomes) });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${total}>\n${suites.join("")}` +
    "</testsuites>\n";
}

function counts(tests: readonly TestOutcome[]): Record<string, string> {
  const number = (status: TestOutcome["status"]): string =>
    String(tests.filter((test) => test.status === status).length);
  return {
    tests: String(tests.length),
    failures: number("failed"),
    errors: number("error"),
    time: time(tests.reduce((sum, { seconds }) => sum + seconds, 0)),
  };
}

function testCase(outcome: TestOutcome): string {
  const { path, line, name, rule, status, reasons, failures, failed, notes, seconds } = outcome;
  const head = attributes({
    name,
    classname: rule?.title ?? rule?.path ?? path,
    file: path,
    line: String(line),
    time: time(seconds),
  });
  let body = "";
  if (status === "error") body += problem("error", reasons[0], reasons.join("\n"));
  if (failures.length > 0) {
    const lines = failures.flatMap(failureLines);
    if (failed > failures.length) lines.push(`${failed - failures.length} more failures`);
    body += problem("failure", lines[0], lines.join("\n"));
  }
  if (notes.length > 0) body += `      <system-out>${escapeText(notes.join("\n"))}</system-out>\n`;
  return body === ""
    ? `    <testcase ${head}/>\n`
    : `    <testcase ${head}>\n${body}    </testcase>\n`;
}

function problem(kind: "error" | "failure", message: string, text: string): string {
  return `      <${kind} ${attributes({ message, type: kind })}>${escapeText(text)}</${kind}>\n`;
}

function time(seconds: number): string {
  return seconds.toFixed(3);
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values).map(([name, value]) => `${name}="${escapeAttribute(value)}"`).join(
    " ",
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

// Everything that is no character of XML 1.0, half surrogate pairs included.
// deno-lint-ignore no-control-regex
const NO_XML_REGEXP = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Content keeps its line breaks, but a reader would drop a carriage return. */
function escapeText(text: string): string {
  return text.toWellFormed().replace(NO_XML_REGEXP, "\ufffd")
    .replace(/[&<>"]/g, (character) => ESCAPES[character]).replaceAll("\r", "&#13;");
}

/** A reader would make blanks of line breaks in attributes. */
function escapeAttribute(text: string): string {
  return escapeText(text).replace(/[\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
