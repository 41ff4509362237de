import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../../lib/api.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";

const TABLE: MappingTable = {
  name: "t",
  entries: {
    main: {
      logsources: [{ product: "x" }],
      eventType: "raw",
      fields: { Id: "id", Provider: { within: "line" }, Source: { within: "line" } },
    },
  },
};

function faultOf(detection: string): { message: string; hint?: string } {
  const text = `title: T\nlogsource: {product: x}\ndetection:\n  ${detection}\n  condition: s\n`;
  const [{ formatDiagnostics }] = compileText(text, {
    mapping: TABLE,
    formats: ["leql_detection_definition"],
  });
  const [{ diagnostic }] = formatDiagnostics;
  assert.equal(diagnostic.code, "keyword-in-detection");
  return diagnostic;
}

test("keyword-in-detection names the fields that have no key", () => {
  const { message, hint } = faultOf("s: {Id: 1, Provider: abc, Source: bcd}");
  assert.match(message, /^Cannot search for "Provider", "Source" in a detection definition: /);
  assert.match(hint!, /a mapping table of your own/);
});

test("keyword-in-detection speaks of keywords where the rule has some", () => {
  for (const detection of ["s: [word]", "s: [word, {Provider: abc}]"]) {
    assert.equal(
      faultOf(detection).message,
      "Keyword search is not allowed in detection definitions",
    );
  }
});
