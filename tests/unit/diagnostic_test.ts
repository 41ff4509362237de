import assert from "node:assert/strict";
import test from "node:test";
import { diagnostic, formatDiagnostic, isFatal, locate } from "../../lib/diagnostic.ts";

test("a diagnostic has no keys without a value", () => {
  assert.deepEqual(Object.keys(diagnostic("error", "yaml-syntax", "M")), [
    "code",
    "severity",
    "message",
  ]);
});

test("locate fills in line and column from the span, once", () => {
  const located = locate(diagnostic("error", "yaml-syntax", "M", { start: 3, end: 4 }), "a\nbcd");
  assert.deepEqual([located.line, located.column], [2, 2]);
  assert.equal(locate(located, "other"), located);
  const placeless = diagnostic("error", "yaml-syntax", "M");
  assert.equal(locate(placeless, "a"), placeless);
});

test("only warnings let a rule be converted", () => {
  const fatal = (["error", "unsupported", "warning"] as const)
    .map((severity) => isFatal(diagnostic(severity, "yaml-syntax", "M")));
  assert.deepEqual(fatal, [true, true, false]);
});

test("one line for people", () => {
  const item = { ...diagnostic("error", "yaml-syntax", "M", undefined, "H"), line: 2, column: 3 };
  assert.equal(formatDiagnostic(item, "a/b.yml"), "a/b.yml:2:3: error: M [yaml-syntax] (H)");
  assert.equal(formatDiagnostic(item), "2:3: error: M [yaml-syntax] (H)");
  assert.equal(
    formatDiagnostic(diagnostic("warning", "null-in-list", "M")),
    "warning: M [null-in-list]",
  );
});

test("control characters of a rule neither break the line nor reach the terminal", () => {
  const item = diagnostic(
    "error",
    "unknown-modifier",
    'The modifier "\u001b[31m\n" does not exist',
  );
  assert.equal(
    formatDiagnostic(item, "a\nb"),
    'a\\u000ab: error: The modifier "\\u001b[31m\\u000a" does not exist [unknown-modifier]',
  );
});
