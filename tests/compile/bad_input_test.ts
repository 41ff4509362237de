import assert from "node:assert/strict";
import test from "node:test";
import { compileRule, compileText } from "../../mod.ts";
import { faultsOf } from "../helpers/expect_leql.ts";

const LOGSOURCE = "logsource: {category: process_creation, product: windows}\n";
const HEAD = `title: T\n${LOGSOURCE}`;
const DETECTION = "detection:\n  sel: {Image: a}\n  condition: sel\n";

function faults(text: string, ...expected: string[]): void {
  assert.deepEqual(faultsOf(text), expected, text.slice(0, 200));
}

/** Faults of the section `detection:`, whose lines start at line 4. */
function detectionFaults(detection: string, ...expected: string[]): void {
  faults(`${HEAD}detection:\n${detection}`, ...expected);
}

test("not YAML", () => {
  faults("title: [\n", "2:1 error yaml-syntax");
  faults("{{{", "1:4 error yaml-syntax");
  faults("title: a\n bad: b\n", "2:5 error yaml-syntax");
  faults(`${HEAD}detection:\n\tsel: a\n`, "4:1 error yaml-syntax");
  faults("\u0000\u0001", "1:1 error yaml-syntax");
});

test("empty text", () => {
  for (const text of ["", "\n\n", "# only a comment\n", "---\n---\n...\n", "\ufeff"]) {
    faults(text, "1:1 error empty-file");
  }
});

test("documents that are no rules", () => {
  faults("text\n", "1:1 error not-a-rule");
  faults("# c\n42\n", "2:1 error not-a-rule");
  faults("- a\n", "1:1 error not-a-rule");
  faults("null\n", "1:1 error not-a-rule");
  faults(`${HEAD}${DETECTION}---\n- a\n`, "7:1 error not-a-rule");
});

test("an alias bomb", () => {
  let bomb = `${HEAD}a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n`;
  for (let level = 1; level < 20; level++) {
    bomb += `a${level}: &a${level} [${Array(10).fill(`*a${level - 1}`).join(", ")}]\n`;
  }
  const [fault, ...rest] = faultsOf(bomb);
  assert.match(fault, /^[67]:\d+ error yaml-alias-limit$/);
  assert.deepEqual(rest, []);
});

test("deep nesting", () => {
  const depth = 100_000;
  faults(`${HEAD}detection: ${"[".repeat(depth)}${"]".repeat(depth)}\n`, "3:75 error yaml-depth");
  const [fault] = faultsOf(`${HEAD}detection:\n${"- ".repeat(depth)}a\n`);
  assert.match(fault, /^4:\d+ error yaml-depth$/);
});

test("duplicate keys", () => {
  faults(`title: T\ntitle: U\n${LOGSOURCE}${DETECTION}`, "2:1 error yaml-duplicate-key");
  detectionFaults(
    "  sel: {Image: a, Image: b}\n  condition: sel\n",
    "4:19 error yaml-duplicate-key",
  );
});

test("unknown modifiers, with the name that was meant", () => {
  const { diagnostics } = compileRule(
    `${HEAD}detection:\n  sel:\n    Image|contain: a\n  condition: sel\n`,
  );
  assert.deepEqual(
    diagnostics.map(({ line, column, message, hint }) => [line, column, message, hint]),
    [
      [5, 11, 'The modifier "contain" does not exist', 'Did you mean "contains"?'],
    ],
  );
  detectionFaults("  sel: {Image|: a}\n  condition: sel\n", "4:15 error unknown-modifier");
  detectionFaults(
    "  sel: {'Image|contains|foo': a}\n  condition: sel\n",
    "4:25 error unknown-modifier",
  );
  detectionFaults("  sel: {Image||contains: a}\n  condition: sel\n", "4:15 error unknown-modifier");
});

test("conditions", () => {
  const sel = "  sel: {Image: a}\n";
  detectionFaults(`${sel}  condition: sell\n`, "5:14 error undefined-identifier");
  detectionFaults(`${sel}  condition: "sel and selection"\n`, "5:23 error undefined-identifier");
  detectionFaults(`${sel}  condition: 1 of filter_*\n`, "5:14 error empty-quantifier");
  detectionFaults(`${sel}`, "4:3 error missing-condition");
  detectionFaults(`${sel}  condition:\n`, "5:12 error missing-condition");
  detectionFaults(`${sel}  condition: []\n`, "5:14 error missing-condition");
  detectionFaults(`${sel}  condition: {a: b}\n`, "5:14 error missing-condition");
  detectionFaults(`${sel}  condition: [sel, [sel]]\n`, "5:20 error missing-condition");
  detectionFaults(`${sel}  condition: sel and\n`, "5:21 error condition-syntax");
  detectionFaults(`${sel}  condition: sel | count() > 3\n`, "5:18 error condition-aggregation");
  detectionFaults(
    `${sel}  condition: ${"(".repeat(500)}sel\n`,
    "5:114 unsupported condition-depth",
  );
  detectionFaults("  condition: them\n", "4:14 error undefined-identifier");
  detectionFaults("  condition: 1 of them\n", "4:14 error empty-quantifier");
});

test("wrong types of metadata are warnings, and the rule is converted", () => {
  const rest = `${LOGSOURCE}${DETECTION}`;
  faults(`title: [a]\n${rest}`, "1:8 warning invalid-metadata");
  faults(`title:\n${rest}`, "1:6 warning invalid-metadata");
  faults(`title: T\nid: [a]\n${rest}`, "2:5 warning invalid-metadata");
  faults(`title: T\nstatus: {a: b}\n${rest}`, "2:9 warning invalid-metadata");
  faults(`title: T\nlevel: 5\n${rest}`, "2:8 warning invalid-metadata");
  faults(`title: T\ndate: yesterday\n${rest}`, "2:7 warning invalid-metadata");
  faults(`title: T\ntags: attack.execution\n${rest}`, "2:7 warning invalid-metadata");
  faults(
    `title: T\ntags: [a.b, [c.d], {e: f}, null]\n${rest}`,
    ...[13, 20, 28].map((column) => `2:${column} warning invalid-metadata`),
  );
  assert.equal(compileRule(`title: [a]\n${rest}`).queries.length, 1);
});

test("wrong types of the log source", () => {
  faults(`title: T\n${DETECTION}`, "1:1 error missing-logsource");
  faults(`title: T\nlogsource: windows\n${DETECTION}`, "2:12 error invalid-logsource");
  faults(`title: T\nlogsource: [windows]\n${DETECTION}`, "2:12 error invalid-logsource");
  faults(`title: T\nlogsource:\n${DETECTION}`, "2:10 error invalid-logsource");
  faults(`title: T\nlogsource: {}\n${DETECTION}`, "2:12 error invalid-logsource");
  faults(`title: T\nlogsource: {product: [a]}\n${DETECTION}`, "2:22 error invalid-logsource");
  faults(`title: T\nlogsource: {product: 5}\n${DETECTION}`, "2:12 unsupported unmapped-logsource");
});

test("wrong types of the detection section", () => {
  faults(HEAD, "1:1 error missing-detection");
  faults(`${HEAD}detection:\n`, "3:10 error invalid-detection");
  faults(`${HEAD}detection: a\n`, "3:12 error invalid-detection");
  faults(`${HEAD}detection: [a]\n`, "3:12 error invalid-detection");
  faults(`${HEAD}detection: {}\n`, "3:12 error missing-condition");
});

test("wrong types of search identifiers and values", () => {
  const end = "  condition: sel\n";
  detectionFaults(`  sel:\n${end}`, "4:3 error empty-detection");
  detectionFaults(`  sel: {}\n${end}`, "4:3 error empty-detection");
  detectionFaults(`  sel: []\n${end}`, "4:3 error empty-detection");
  detectionFaults(`  sel: [{}]\n${end}`, "4:9 error empty-detection");
  detectionFaults(`  sel: [[a], {Image: b}]\n${end}`, "4:9 error invalid-detection");
  detectionFaults(`  sel: [null]\n${end}`, "4:9 error invalid-value");
  detectionFaults(`  sel: [true]\n${end}`, "4:9 error invalid-value");
  detectionFaults(`  sel: 2024-01-01\n${end}`, "4:8 error invalid-value");
  detectionFaults(`  sel: {Image: {a: b}}\n${end}`, "4:16 error invalid-value");
  detectionFaults(`  sel: {Image: [{a: b}]}\n${end}`, "4:17 error invalid-value");
  detectionFaults(`  sel: {Image: [a, [b]]}\n${end}`, "4:20 error invalid-value");
  detectionFaults(`  sel: {Image: []}\n${end}`, "4:16 error invalid-value");
  detectionFaults(`  sel: {Image: 2024-01-01}\n${end}`, "4:16 error invalid-value");
  detectionFaults(`  sel: {? {a: b} : c}\n${end}`, "4:11 error yaml-syntax");
});

test("every fault is reported, each once", () => {
  detectionFaults(
    "  a: {Image|foo: x, User|cidr: y}\n  b: []\n  c: {Image|re: '(?=x)'}\n  condition: 1 of a and\n",
    "4:13 error unknown-modifier",
    "4:32 error invalid-cidr",
    "5:3 error empty-detection",
    "7:24 error condition-syntax",
  );
  detectionFaults(
    "  a: {CommandLine|re: '(?=x)', Foo: y, Product|expand: '%z%'}\n  condition: a or not a\n",
    "4:32 unsupported unmapped-field",
    "4:24 unsupported regex-not-re2",
    "4:57 unsupported unresolved-placeholder",
  );
});

test("positions count through CRLF, a byte-order mark and later documents", () => {
  const rule = `${HEAD}detection:\n  sel: {Image|foo: a}\n  condition: sel\n`;
  faults(rule, "4:15 error unknown-modifier");
  faults(rule.replaceAll("\n", "\r\n"), "4:15 error unknown-modifier");
  faults(`\ufeff${rule}`, "4:15 error unknown-modifier");
  faults(`${HEAD}${DETECTION}---\n${rule}`, "10:15 error unknown-modifier");
});

test("one broken document costs the others nothing", () => {
  const results = compileText(`${HEAD}${DETECTION}---\ntitle: 'x\n---\n${HEAD}${DETECTION}`);
  assert.deepEqual(results.map(({ queries }) => queries.length), [1, 0, 1]);
  assert.deepEqual(results.map(({ rule }) => rule), [0, 1, 2]);
});

test("a text with several documents is not one rule", () => {
  const { queries, diagnostics } = compileRule(`${HEAD}${DETECTION}---\n${HEAD}${DETECTION}`);
  assert.deepEqual(queries, []);
  assert.deepEqual(diagnostics.map(({ code }) => code), ["not-a-rule"]);
});

test("large input is compiled in time that grows with its size alone", () => {
  const values = Array.from({ length: 20_000 }, (_, at) => `      - 'value ${at}'\n`).join("");
  const text = `${HEAD}detection:\n  sel:\n    CommandLine|contains:\n${values}  condition: sel\n`;
  const start = performance.now();
  assert.equal(compileRule(text).queries.length, 1);
  const names = Array.from({ length: 3000 }, (_, at) => `  s${at}: {Image: a${at}}\n`).join("");
  assert.equal(compileRule(`${HEAD}detection:\n${names}  condition: 1 of s*\n`).queries.length, 1);
  const long = `"${"a?".repeat(20_000)}"`;
  assert.equal(
    compileRule(`${HEAD}detection:\n  s: {Image: ${long}}\n  condition: s\n`).queries.length,
    1,
  );
  assert.ok(performance.now() - start < 60_000);
});
