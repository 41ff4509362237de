import assert from "node:assert/strict";
import test from "node:test";
import type { LeqlNode, LeqlOperand } from "../../lib/leql/ast.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";

/** The tree of a text that is read without an error. */
function read(text: string): LeqlNode {
  const { statement, diagnostics } = readStatement(text);
  assert.ok(statement?.where !== undefined, `${text}: ${JSON.stringify(diagnostics)}`);
  return statement.where.node;
}

function operand(text: string): LeqlOperand {
  const node = read(text);
  assert.ok(node.kind === "Comparison", text);
  return node.operand;
}

function word(text: string): LeqlNode {
  return { kind: "Word", text, quoted: false };
}

test("AND binds tighter than OR, NOT tighter than both", () => {
  assert.deepEqual(read("a OR b AND NOT c"), {
    kind: "Or",
    args: [word("a"), {
      kind: "And",
      args: [word("b"), { kind: "Not", arg: word("c") }],
    }],
  });
  assert.deepEqual(read("(a or b) and c"), {
    kind: "And",
    args: [{ kind: "Or", args: [word("a"), word("b")] }, word("c")],
  });
});

test("conditions without a word between them are joined by AND, before OR", () => {
  assert.deepEqual(read("a b OR c d"), {
    kind: "Or",
    args: [
      { kind: "And", args: [word("a"), word("b")] },
      { kind: "And", args: [word("c"), word("d")] },
    ],
  });
  assert.deepEqual(read("a NOT b"), {
    kind: "And",
    args: [word("a"), { kind: "Not", arg: word("b") }],
  });
});

test("a text is taken as it stands in its quotes, and loses backslashes without them", () => {
  const texts: readonly (readonly [string, string])[] = [
    [String.raw`"C:\Windows"`, String.raw`C:\Windows`],
    [String.raw`"\downloads\"`, String.raw`\downloads` + "\\"],
    [String.raw`C:\\Windows`, String.raw`C:\Windows`],
    [`'say "hi"'`, 'say "hi"'],
    [`"it's"`, "it's"],
    [`'''it's "so"'''`, `it's "so"`],
    [`"""WHERE "(name='x')"""`, `WHERE "(name='x')`],
    [`""`, ""],
    [`""""""`, ""],
    ["powershell.exe", "powershell.exe"],
    ["-job-admins", "-job-admins"],
    ["0365", "0365"],
    ["0x1000", "0x1000"],
    [String.raw`a\ b\(c\)`, "a b(c)"],
    [String.raw`\true`, "true"],
  ];
  for (const [written, text] of texts) {
    assert.deepEqual(operand(`k = ${written}`), { kind: "Text", text }, written);
  }
});

test("each kind of operand", () => {
  const operands: readonly (readonly [string, LeqlOperand])[] = [
    ["4625", { kind: "Number", text: "4625" }],
    ["-1.50", { kind: "Number", text: "-1.50" }],
    ["1.0e+03", { kind: "Number", text: "1.0e+03" }],
    ["TRUE", { kind: "Boolean", value: true }],
    ["false", { kind: "Boolean", value: false }],
    ["null", { kind: "Null" }],
    ["nocase(taskkill.exe)", { kind: "NoCase", text: "taskkill.exe" }],
    ['NOCASE ( "a b" )', { kind: "NoCase", text: "a b" }],
    ["IP(10.0.0.0/8)", { kind: "Ip", network: "10.0.0.0/8" }],
    ["/a\\/b\\\\\\/c/i", { kind: "Regex", pattern: "a/b\\\\/c", flags: "i" }],
    ["${my_var}", { kind: "Variable", name: "my_var" }],
  ];
  for (const [written, wanted] of operands) assert.deepEqual(operand(`k=${written}`), wanted);
  assert.deepEqual(operand('k NOT IN [a, "b c", 5, /x/i, IP(10.0.0.0/8), ${v}, true]'), {
    kind: "List",
    items: [
      { kind: "Text", text: "a" },
      { kind: "Text", text: "b c" },
      { kind: "Number", text: "5" },
      { kind: "Regex", pattern: "x", flags: "i" },
      { kind: "Ip", network: "10.0.0.0/8" },
      { kind: "Variable", name: "v" },
      { kind: "Boolean", value: true },
    ],
  });
  assert.deepEqual(operand("a == b.c"), { kind: "Key", key: "b.c" });
  assert.deepEqual(operand("a CONTAINS 5"), { kind: "Text", text: "5" });
});

test("each operator, in any letter case, with its negation", () => {
  const signs = ["=", "!=", "<", "<=", ">", ">="];
  const words = ["CONTAINS", "ICONTAINS", "STARTS-WITH", "ISTARTS-WITH"];
  const lists = ["IN", "IIN", "CONTAINS-ANY", "ICONTAINS-ALL", "STARTS-WITH-ANY"];
  for (const sign of signs) {
    const node = read(`k${sign}5`);
    assert.equal(node.kind === "Comparison" && node.operator, sign);
  }
  for (const operator of [...words, ...lists]) {
    const value = words.includes(operator) ? "v" : "[v]";
    for (const negated of [operator, `NOT ${operator}`]) {
      const node = read(`k ${negated.toLowerCase()} ${value}`);
      assert.equal(node.kind === "Comparison" && node.operator, negated);
    }
  }
});

test("a regular expression that matches everything is a test for presence", () => {
  const presences = { "= /.*/": "present", "!= /.*/": "absent", "= /.+/": "filled" };
  for (const [written, presence] of Object.entries({ ...presences, "!=/.+/": "unfilled" })) {
    assert.deepEqual(read(`k ${written}`), { kind: "Presence", key: "k", presence });
  }
  assert.equal(read("k = /.*/i").kind, "Comparison");
});

test("keys: quoted, nested, with a wildcard, with a leading digit, of the log", () => {
  const keys = { '"a b"': "a b", "a.b.c": "a.b.c", "key.*": "key.*", "931dd": "931dd" };
  for (const [written, key] of Object.entries({ ...keys, "'x-y'": "x-y", "#log": "#log" })) {
    const node = read(`${written} = v`);
    assert.equal(node.kind === "Comparison" && node.key, key);
  }
});

test("several keys", () => {
  const rest = { operator: "ICONTAINS-ANY", operand: operand("k ICONTAINS-ANY [x]") } as const;
  assert.deepEqual(read('"query","url" ICONTAINS-ANY [x]'), {
    kind: "Compound",
    keys: ["query", "url"],
    linking: "any",
    ...rest,
  });
  assert.deepEqual(read("all(a, b.c) icontains-any [x]"), {
    kind: "Compound",
    keys: ["a", "b.c"],
    linking: "all",
    ...rest,
  });
  const node = read("where(a, loose = 1)");
  assert.deepEqual(node.kind === "Compound" && node.keys, ["a", "loose"]);
});

test("keyword search: words, phrases, regular expressions, variables", () => {
  assert.deepEqual(read("where(4725)"), word("4725"));
  assert.deepEqual(read('where("Amazon Boardman")'), {
    kind: "Word",
    text: "Amazon Boardman",
    quoted: true,
  });
  assert.deepEqual(read(String.raw`where(/eventCode\\":(?P<EVID>\d{4})/)`), {
    kind: "Keyword",
    regex: { kind: "Regex", pattern: String.raw`eventCode\\":(?P<EVID>\d{4})`, flags: "" },
  });
  assert.deepEqual(read("where(${v})"), { kind: "VariableSearch", name: "v" });
});

test("where() inside of where(), and loose", () => {
  const shown = 'where(where("geoip_country_code" NOT IN ["PL", "UK"] and "result" = "SUCCESS"))';
  assert.equal(read(shown).kind, "And");
  const loose = (text: string) => readStatement(text).statement?.where?.loose;
  assert.equal(loose("where(mimikatz)"), false);
  assert.equal(loose("where(mimikatz, loose)"), true);
  assert.equal(loose("where(key1==key2, LOOSE)"), true);
  assert.equal(loose("where(where(mimikatz, loose))"), true);
  assert.equal(loose("where(a = 1 AND where(mimikatz, loose))"), undefined);
});
