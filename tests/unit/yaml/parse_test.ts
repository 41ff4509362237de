import assert from "node:assert/strict";
import test from "node:test";
import { lineColumn } from "../../../lib/source.ts";
import type { YamlNode } from "../../../lib/yaml/node.ts";
import { MAX_DEPTH, parseYaml } from "../../../lib/yaml/parse.ts";

/** The values of a node, and its keys as they are written. */
function plain(node: YamlNode | undefined): unknown {
  switch (node?.kind) {
    case "Scalar":
      return node.value;
    case "Sequence":
      return node.items.map(plain);
    case "Mapping":
      return Object.fromEntries(node.pairs.map(({ key, value }) => [key.text, plain(value)]));
  }
}

function values(text: string): unknown[] {
  return parseYaml(text).map(({ root, diagnostics }) => {
    assert.deepEqual(diagnostics, []);
    return plain(root);
  });
}

/** `line:column code` of every diagnostic, by document. */
function faults(text: string): string[][] {
  return parseYaml(text).map(({ diagnostics }) =>
    diagnostics.map(({ span, code }) => {
      const { line, column } = lineColumn(text, span!.start);
      return `${line}:${column} ${code}`;
    })
  );
}

/** Each scalar's text beside the piece of the source that its span covers. */
function spans(text: string): [string, string][] {
  const found: [string, string][] = [];
  const visit = (node: YamlNode): void => {
    if (node.kind === "Sequence") node.items.forEach(visit);
    else if (node.kind === "Mapping") {
      node.pairs.forEach(({ key, value }) => {
        visit(key);
        visit(value);
      });
    } else found.push([node.text, text.slice(node.span.start, node.span.end)]);
  };
  for (const { root } of parseYaml(text)) if (root !== undefined) visit(root);
  return found;
}

test("types by style: what is quoted is a text", () => {
  assert.deepEqual(values(`a: yes\nb: 'yes'\nc: "010"\nd: 010\ne: |\n  5\nf: [~, '~']\n`), [
    { a: true, b: "yes", c: "010", d: 8, e: "5\n", f: [null, "~"] },
  ]);
});

test("no document in blanks, comments and markers", () => {
  for (const text of ["", " \n", "# a\n", "---\n", "---\n...\n", "\ufeff", "---\n---\n"]) {
    assert.deepEqual(parseYaml(text), [], JSON.stringify(text));
  }
});

test("several documents, empty ones not counted", () => {
  assert.deepEqual(values("a: 1\n---\nb: 2\n---\n"), [{ a: 1 }, { b: 2 }]);
  assert.deepEqual(values("---\n---\na: 1\n...\n---\nb: 2\n"), [{ a: 1 }, { b: 2 }]);
  assert.deepEqual(parseYaml("a: 1\n---\n---\nb: 2\n").map(({ index }) => index), [0, 1]);
});

test("a broken document leaves the others readable, at their places", () => {
  const text = "a: 1\n---\nb: 'x\n---\nc: 3\nc: 4\n";
  const documents = parseYaml(text);
  assert.deepEqual(documents.map(({ root }) => plain(root)), [{ a: 1 }, undefined, { c: 4 }]);
  assert.deepEqual(documents.map(({ index }) => index), [0, 1, 2]);
  const [, [broken], duplicate] = faults(text);
  assert.match(broken, /^[34]:\d+ yaml-syntax$/);
  assert.deepEqual(duplicate, ["6:1 yaml-duplicate-key"]);
});

test("directives belong to the document behind them", () => {
  assert.deepEqual(values("%YAML 1.1\n---\na: 1\n"), [{ a: 1 }]);
  const documents = parseYaml("# c\n%YAML 1.1\n---\na: 1\n---\n'x\n");
  assert.deepEqual(documents.map(({ root }) => plain(root)), [{ a: 1 }, undefined]);
});

test("a document that cannot be built leaves the others readable", () => {
  assert.deepEqual(faults("a: *no\n---\nb: 2\n---\nc: !x 1\n"), [
    ["1:5 yaml-syntax"],
    [],
    ["5:7 yaml-tag"],
  ]);
});

test("duplicate keys, each at its place, also beyond a few", () => {
  const many = Array.from({ length: 40 }, (_, at) => `k${at}: 1\n`).join("");
  assert.deepEqual(faults(`a: 1\nb: {c: 1, c: 2}\na: 3\n`), [[
    "2:11 yaml-duplicate-key",
    "3:1 yaml-duplicate-key",
  ]]);
  assert.deepEqual(faults(`${many}k0: 2\nk39: 2\n`), [[
    "41:1 yaml-duplicate-key",
    "42:1 yaml-duplicate-key",
  ]]);
});

test("keys that differ in spelling alone are different", () => {
  assert.deepEqual(values("yes: 1\ntrue: 2\n010: 3\n8: 4\n"), [{
    yes: 1,
    true: 2,
    "010": 3,
    8: 4,
  }]);
  assert.deepEqual(faults("a: 1\n'a': 2\n"), [["2:2 yaml-duplicate-key"]]);
});

test("keys have to be scalars", () => {
  assert.deepEqual(faults("? [a]\n: b\n"), [["1:3 yaml-syntax"]]);
});

test("anchors and aliases", () => {
  assert.deepEqual(values("a: &x [1, 2]\nb: *x\nc: &y z\nd: [*y, *x]\n"), [
    { a: [1, 2], b: [1, 2], c: "z", d: ["z", [1, 2]] },
  ]);
  assert.deepEqual(values("a: &x 1\nb: &x 2\nc: *x\n"), [{ a: 1, b: 2, c: 2 }]);
});

test("an alias needs an anchor before it, in the same document", () => {
  assert.deepEqual(faults("a: *x\n"), [["1:5 yaml-syntax"]]);
  assert.deepEqual(faults("a: &x [*x]\n"), [["1:9 yaml-syntax"]]);
  assert.deepEqual(faults("a: &x 1\n---\nb: *x\n"), [[], ["3:5 yaml-syntax"]]);
});

test("aliases that expand without end are refused, quickly", () => {
  let bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (let level = 1; level < 30; level++) {
    const alias = `*a${level - 1}`;
    bomb += `a${level}: &a${level} [${Array(9).fill(alias).join(", ")}]\n`;
  }
  const start = performance.now();
  const [[fault]] = faults(bomb);
  assert.match(fault, /^[4-6]:\d+ yaml-alias-limit$/);
  assert.ok(performance.now() - start < 20_000);
});

test("merge keys", () => {
  assert.deepEqual(values("a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\n"), [
    { a: { x: 1, y: 2 }, b: { y: 3, x: 1 } },
  ]);
  assert.deepEqual(values("a: &a {x: 1}\nb: &b {x: 2, z: 3}\nc: {<<: [*a, *b]}\n"), [
    { a: { x: 1 }, b: { x: 2, z: 3 }, c: { x: 1, z: 3 } },
  ]);
  assert.deepEqual(values("a: {'<<': 1}\n"), [{ a: { "<<": 1 } }]);
  assert.deepEqual(faults("a: {<<: 1}\n"), [["1:5 yaml-syntax"]]);
  assert.deepEqual(faults("a: {<<: [1]}\n"), [["1:5 yaml-syntax"]]);
});

test("nesting is bounded", () => {
  const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
  assert.deepEqual(faults(nested(MAX_DEPTH - 1)), [[]]);
  assert.match(faults(nested(MAX_DEPTH + 1))[0][0], /^1:\d+ yaml-depth$/);
  assert.match(faults(nested(100_000))[0][0], /^1:\d+ yaml-depth$/);
  assert.match(faults("{a: ".repeat(1000))[0][0], /^1:\d+ yaml-depth$/);
});

test("spans cover what stands in the source", () => {
  assert.deepEqual(spans("a: b c\n'd': \"e\"\nf: [1, 'g h']\n"), [
    ["a", "a"],
    ["b c", "b c"],
    ["d", "d"],
    ["e", "e"],
    ["f", "f"],
    ["1", "1"],
    ["g h", "g h"],
  ]);
});

test("spans with CRLF, a byte-order mark and characters beyond the BMP", () => {
  for (const [text, expected] of spans("\ufeffa: 'x'\r\nb: y # c\r\n😀: [z]\r\n")) {
    assert.equal(text, expected);
  }
  assert.deepEqual(values("\ufeffa: 'x'\r\nb: y\r\n"), [{ a: "x", b: "y" }]);
  const [[fault]] = faults("\ufeffa: 1\r\n😀: 2\r\na: 3\r\n");
  assert.equal(fault, "3:1 yaml-duplicate-key");
});

test("spans in a later document, also behind a broken one", () => {
  for (const front of ["a: 1\n---\n", "a: 'x\n---\n", "a: 1\r\n---\r\n"]) {
    const text = `${front}key: 'value'\n`;
    const found = spans(text);
    assert.deepEqual(found.slice(-2), [["key", "key"], ["value", "value"]]);
  }
});

test("verbatim tells where offsets in the text are offsets in the source", () => {
  const [{ root }] = parseYaml("a: 'x y'\nb: 'it''s'\nc: \"x\\n\"\nd: >\n  e\n  f\ng: plain\n");
  assert.equal(root?.kind, "Mapping");
  const flags = root?.kind === "Mapping" &&
    root.pairs.map(({ value }) => value.kind === "Scalar" && value.verbatim);
  assert.deepEqual(flags, [true, false, false, false, true]);
});

test("an empty value stands behind its key", () => {
  const [{ root }] = parseYaml("a:\nbc:\n");
  assert.equal(root?.kind, "Mapping");
  if (root?.kind !== "Mapping") return;
  assert.deepEqual(root.pairs.map(({ value }) => value.span), [{ start: 1, end: 1 }, {
    start: 5,
    end: 5,
  }]);
});

test("what is not YAML has a place", () => {
  const cases: [string, RegExp][] = [
    ["a: [", /^1:\d+ yaml-syntax$/],
    ["a: 1\n  b: 2\n", /^2:\d+ yaml-syntax$/],
    ["a: 'x\n", /^\d:\d+ yaml-syntax$/],
    ["\t- a\n", /^1:\d+ yaml-syntax$/],
    ["a: b: c\n", /^1:\d+ yaml-syntax$/],
    ["%YAML 9.9 x y\n---\na\n", /^[12]:\d+ yaml-syntax$/],
    ["a\u0000b: 1\n", /^1:\d+ yaml-syntax$/],
    ["@a\n", /^1:\d+ yaml-syntax$/],
  ];
  for (const [text, expected] of cases) assert.match(faults(text)[0][0], expected, text);
});
