import assert from "node:assert/strict";
import { test } from "node:test";
import { createCompiler } from "../../lib/compile.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";

const TABLE: MappingTable = {
  name: "test",
  choices: {
    where: {
      description: "d",
      default: "native",
      values: { native: "n", raw_log: "r", text: "t" },
    },
    other: { description: "d", default: "a", values: { a: "a", b: "b" } },
  },
  entries: {
    native: {
      logsources: [{ product: "p" }],
      when: { where: ["native"] },
      fields: { A: "a", B: "b" },
    },
    raw: {
      logsources: [{ product: "p" }],
      when: { where: ["raw_log"] },
      eventType: "raw",
      fields: { A: "raw.a" },
    },
    text: {
      logsources: [{ product: "p" }],
      when: { where: ["text"] },
      eventType: "raw",
      fields: { A: { within: "line" } },
    },
  },
};

function hintOf(field: string, choices = {}): string | undefined {
  const compiler = createCompiler({
    formats: ["leql_detection_definition"],
    mapping: TABLE,
    choices,
  });
  const text = `title: T
logsource: {product: p}
detection: {s: {${field}: value}, condition: s}
`;
  const [{ formatDiagnostics: [item] }] = compiler.compileText({ path: "a.yml", text });
  assert.equal(item.diagnostic.code, "unknown-event-type");
  return item.diagnostic.hint;
}

test("unknown-event-type names the choice under which the event type is known", () => {
  assert.equal(
    hintOf("A"),
    '--where raw-log searches such events as "raw", an event type that is known',
  );
  assert.equal(hintOf("A", { other: "b" }), hintOf("A"));
});

test("unknown-event-type names no choice under which the rule is not converted", () => {
  assert.equal(hintOf("B"), undefined);
});

test("the default table names --security raw for events of Microsoft Defender", () => {
  const compiler = createCompiler({ formats: ["leql_detection_definition"] });
  const text = `title: T
logsource: {product: windows, service: windefend}
detection: {s: {EventID: 5001}, condition: s}
`;
  const [{ formatDiagnostics: [item] }] = compiler.compileText({ path: "a.yml", text });
  assert.match(item.diagnostic.hint ?? "", /^--security raw searches such events as "raw"/);
});

test("a weak event type names the choice under which it is known better", () => {
  const { raw, native } = TABLE.entries!;
  const hint = (grade: "seen" | "inferred"): string | undefined => {
    const compiler = createCompiler({
      formats: ["default", "leql_detection_definition"],
      minEvidence: "seen",
      mapping: {
        ...TABLE,
        sources: { s: { title: "S", url: "https://s.example/" } },
        entries: {
          native: { ...native, eventType: "guess", evidence: "inferred: s" },
          raw: { ...raw, evidence: `${grade}: s` },
        },
      },
    });
    const text = `title: T
logsource: {product: p}
detection: {s: {A: value}, condition: s}
`;
    const [{ queries, formatDiagnostics: [item] }] = compiler.compileText({ path: "a.yml", text });
    assert.equal(queries.length, 1);
    assert.equal(item.diagnostic.code, "weak-evidence");
    return item.diagnostic.hint;
  };
  const check = "Check it against events of your own, and set it in a mapping table of your own";
  assert.equal(
    hint("seen"),
    `${check}; --where raw-log searches such events as "raw", an event type that is known better`,
  );
  assert.equal(hint("inferred"), check);
});
