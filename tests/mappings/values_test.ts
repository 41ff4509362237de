import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldMapping } from "../../lib/mappings/table.ts";
import { mapOf, mapped, tableOf } from "./helpers.ts";

const TABLE = tableOf({
  fields: {
    Type: {
      key: "type",
      values: {
        "2": "INTERACTIVE",
        "3": "NETWORK",
        "10": ["REMOTE_INTERACTIVE", "CACHED_REMOTE"],
        NtLmSsp: { startswith: "ntlm" },
        Last: { endswith: "end" },
        Mid: { contains: "mid" },
      },
    },
    Kept: { key: "kept", values: { a: "b" }, otherValues: "keep" },
    Both: { keys: ["x", "y"], values: { "1": "ONE" } },
    Cipher: { key: "cipher", values: { "0x17": "RC4", "18": "AES", "-1": "NONE", "1e2": "X" } },
    Low: { key: "low", case: "lower" },
    Up: { key: "up", case: "upper" },
    Original: { key: "original", endings: [".mui", ".x"] },
    Path: {
      key: "path",
      prefixes: { "HKLM\\": "\\REGISTRY\\MACHINE\\", "HKU\\": "\\REGISTRY\\USER\\" },
    },
  },
});

const KNOWN = "Cannot map a value of the field";

const CASES: readonly (readonly [string, string])[] = [
  ["Type: 3", "type:NETWORK"],
  ["Type: '3'", "type:NETWORK"],
  ["Type: [2, 3]", "type:INTERACTIVE,NETWORK"],
  ["Type: 10", "type:REMOTE_INTERACTIVE,CACHED_REMOTE"],
  ["Type|neq: 3", "!type:NETWORK"],
  ["Type: ntlmssp", "type:ntlm*"],
  ["Type: last", "type:*end"],
  ["Type: mid", "type:*mid*"],
  ["Type: 4", `${KNOWN} "Type": the events have no counterpart for "4"`],
  ["Type: null", "type:null"],
  ["Type|exists: true", "type:exists"],
  ["Type: '*'", "type:*"],
  // A pattern stands for the values that it matches.
  ["Type|startswith: '1'", "type:REMOTE_INTERACTIVE,CACHED_REMOTE"],
  ["Type|contains: 'ssp'", "type:ntlm*"],
  ["Type|re: '^(2|3)$'", "type:INTERACTIVE,NETWORK"],
  ["Type|gte: 3", "type:NETWORK,REMOTE_INTERACTIVE,CACHED_REMOTE"],
  ["Type|lt: 3", "type:INTERACTIVE"],
  ["Type|gt: 9.5", "type:REMOTE_INTERACTIVE,CACHED_REMOTE"],
  ["Type|lte: 1", `${KNOWN} "Type": it matches none of the values that the events have`],
  ["Type|gte: .inf", `${KNOWN} "Type": it matches none of the values that the events have`],
  // No decimal number.
  ["Cipher|gte: 0", "cipher:AES,X"],
  ["Cipher|lt: 18", "cipher:NONE"],
  // Nothing tells which of the events have an ending.
  ["Original: a", "original:a,a.mui,a.x"],
  ["Original|endswith: a", "original:*a,*a.mui,*a.x"],
  ["Original|contains: a", "original:*a*"],
  ["Original|startswith: a", "original:a*"],
  ["Original: 5", "original:Number,5.mui,5.x"],
  ["Original: null", "original:null"],
  ["Original: ''", "original:"],
  ["Original|cased: a", "original:a,a.mui,a.MUI,a.x,a.X"],
  ["Original|re: 'a.*b'", "original:Regex"],
  [
    "Original|re: 'a$'",
    `${KNOWN} "Original": the regular expression is anchored where the events have more text behind some values`,
  ],
  ["Type|contains: '9'", `${KNOWN} "Type": it matches none of the values that the events have`],
  [
    "Type|re: '(3+)+$'",
    `${KNOWN} "Type": the events have other words, and which of them match is not known`,
  ],
  ["Kept: a", "kept:b"],
  ["Kept: c", "kept:c"],
  ["Kept: [a, B, c]", "kept:b,B,c"],
  [
    "Kept|contains: a",
    `${KNOWN} "Kept": the events have other words, and which of them match is not known`,
  ],
  ["Both: 1", "(x:ONE | y:ONE)"],
  ["Both|neq: 1", "(!x:ONE & !y:ONE)"],
  ["Path: 'HKLM\\Software\\x'", "path:\\REGISTRY\\MACHINE\\Software\\x"],
  ["Path|startswith: 'hku\\S-1'", "path:\\REGISTRY\\USER\\S-1*"],
  ["Path|endswith: '\\Run'", "path:*\\Run"],
  ["Path|contains: '\\Run\\'", "path:*\\Run\\\\*"],
  ["Path|contains: 'HKLM\\Run'", "path:*HKLM\\Run*,\\REGISTRY\\MACHINE\\Run*"],
  ["Path|startswith: 'HK'", "path:HK*,\\REGISTRY\\MACHINE\\\\*,\\REGISTRY\\USER\\\\*"],
  ["Path|re: 'Run$'", "path:Regex"],
  [
    "Path|re: 'HKLM.*Run$'",
    `${KNOWN} "Path": the regular expression names "hklm", which the events write otherwise`,
  ],
  ["Low: ABC", "low:ABC"],
  ["Low|cased: ABC", "low:abc"],
  ["Up|cased: aBc", "up:ABC"],
  ["Low|re: 'A.c'", "low:Regex"],
  ["Low|fieldref: Type", 'Cannot compare with field "Type": the events write its values otherwise'],
];

for (const [item, expected] of CASES) {
  test(`values: ${item}`, () => {
    assert.equal(mapped(`selection:\n  ${item}`, TABLE), expected);
  });
}

test("values: the same word of two values stands in the query once", () => {
  const field: FieldMapping = { key: "k", values: { a: "X", b: "X" } };
  assert.equal(mapped("selection: {F: [a, b]}", tableOf({ fields: { F: field } })), "k:X");
});

test("values: the values that exist stand in the hint", () => {
  const { diagnostics } = mapOf("selection: {Type: zzz}", TABLE);
  assert.equal(diagnostics[0].code, "unsupported-value");
  assert.equal(diagnostics[0].hint, "Values with a counterpart: 2, 3, 10, NtLmSsp, Last, Mid");
});

test("values: a value that finds an event by its ending alone says so", () => {
  const cases: readonly (readonly [string, number])[] = [
    ["Original: a.exe", 0],
    ["Original|endswith: 'b.exe'", 0],
    ["Original|contains: 'b'", 0],
    ["Original|startswith: 'a'", 0],
    ["Original: a.mui", 1],
    ["Original|endswith: 'ui'", 1],
    ["Original|contains: 'mui'", 1],
    ["Original|startswith: 'a.m'", 1],
    ["Original: 'a?'", 1],
    ["Original|re: 'mui'", 1],
  ];
  for (const [item, count] of cases) {
    const { rule, diagnostics } = mapOf(`selection: {${item}}`, TABLE);
    assert.ok(rule !== undefined, item);
    assert.deepEqual(
      diagnostics.map(({ code, effect }) => `${code} ${effect}`),
      Array(count).fill("shared-value broader"),
      item,
    );
  }
});

test("values: letter case that the events do not keep is said", () => {
  for (const [item, warnings] of [["Low|cased: a", 1], ["Low: a", 0], ["Low|re|i: a", 0]]) {
    const { diagnostics } = mapOf(`selection: {${item}}`, TABLE);
    assert.deepEqual(diagnostics.map(({ code }) => code), Array(warnings).fill("letter-case-lost"));
  }
});

const WITHIN = tableOf({ fields: { Name: { within: "text" }, Raw: { within: "line" } } });

const WITHIN_CASES: readonly (readonly [string, string])[] = [
  ["Name: abc", "text:*abc*"],
  ["Name|startswith: abc", "text:*abc*"],
  ["Name|endswith: [abc, bcd]", "text:*abc*,*bcd*"],
  ["Name: 'ab*c?'", "text:*ab*c?*"],
  ["Name|re: 'a[$^]b\\$'", "text:Regex"],
  ["Name|contains|all: [abc, bcd]", "text:*abc*+*bcd*"],
  ["Raw: abc", "null:*abc*"],
];

for (const [item, expected] of WITHIN_CASES) {
  test(`within: ${item}`, () => {
    assert.equal(mapped(`selection:\n  ${item}`, WITHIN).split("\n")[0], expected);
  });
}

for (
  const item of [
    "Name: 1",
    "Name: null",
    "Name|exists: true",
    "Name|cidr: 10.0.0.0/8",
    "Name|gt: 5",
    "Name: ''",
    "Name: '*'",
    "Name: ab",
    "Name|contains: 'a*b'",
    "Name|re: '^a'",
    "Name|re: 'a$'",
    "Name|re: 'a|\\Ab'",
    "Name|fieldref: Raw",
  ]
) {
  test(`within: refuses ${item}`, () => {
    const { rule, diagnostics } = mapOf(`selection:\n  ${item}`, WITHIN);
    assert.equal(rule, undefined);
    assert.ok(diagnostics.some(({ code }) => /^unsupported-(value|fieldref)$/.test(code)));
  });
}

const COMMON = tableOf({
  fields: { Agent: { within: "text", common: ["Mozilla/5.0 (Windows NT", "Opera/9"] } },
});

test("within: a whole value that many texts have is refused, by name", () => {
  const message = (text: string) =>
    `${KNOWN} "Agent", which stands somewhere in "text": "${text}" stands in many other texts`;
  const cases: readonly (readonly [string, string])[] = [
    ["Agent: Mozilla/5.0", message("Mozilla/5.0")],
    ["Agent: [evil/1.0, MOZILLA/5.0]", message("MOZILLA/5.0")],
    ["Agent|endswith: 'windows'", message("windows")],
    ["Agent: 'opera'", message("opera")],
    ["Agent|neq: Mozilla/5.0", message("Mozilla/5.0")],
  ];
  for (const [item, fault] of cases) {
    const { rule, diagnostics } = mapOf(`selection:\n  ${item}`, COMMON);
    assert.equal(rule, undefined, item);
    const faults = diagnostics.filter(({ severity }) => severity === "unsupported");
    assert.deepEqual(faults.map((one) => one.message), [fault]);
  }
});

test("within: a text that many have is searched where the rule means that, too", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["Agent|contains: Mozilla/5.0", "text:*Mozilla/5.0*"],
    ["Agent|startswith: Mozilla/5.0", "text:*Mozilla/5.0*"],
    ["Agent: Mozilla/5.0 (evil)", "text:*Mozilla/5.0 (evil)*"],
    ["Agent: 'Mozilla/5.0*evil'", "text:*Mozilla/5.0*evil*"],
    ["Agent: Mozilla/6.0", "text:*Mozilla/6.0*"],
  ];
  for (const [item, expected] of cases) {
    assert.equal(mapped(`selection:\n  ${item}`, COMMON), expected);
  }
});

const WHOLE = tableOf({
  fields: {
    Log: { key: "log", whole: "endswith" },
    Name: { key: "name", whole: "startswith" },
    Mixed: { key: "mixed", whole: "endswith", values: { a: "B" }, otherValues: "keep" },
    Low: { key: "low", whole: "endswith", case: "lower" },
    Both: { keys: ["x", "y"], whole: "endswith" },
    Plain: "plain",
  },
});

const WHOLE_CASES: readonly (readonly [string, string])[] = [
  ["Log: activity", "log:*activity"],
  ["Log: [a, b]", "log:*a,*b"],
  ["Log|endswith: b", "log:*b"],
  ["Log|startswith: a", "log:*a*"],
  ["Log|contains: a", "log:*a*"],
  ["Log: 'a*b'", "log:*a*b"],
  ["Log|neq: a", "!log:*a"],
  ["Log: null", "log:null"],
  ["Log: '*'", "log:*"],
  ["Log|exists: true", "log:exists"],
  ["Log|re: 'a[\\^^]b$'", "log:Regex"],
  ["Name: a", "name:a*"],
  ["Name|endswith: a", "name:*a*"],
  ["Name|re: '^a'", "name:Regex"],
  ["Mixed: [a, c]", "mixed:B,*c"],
  ["Low|cased: A", "low:*a"],
  ["Both: a", "(x:*a | y:*a)"],
  ["Log: ''", `${KNOWN} "Log": the value is empty`],
  ["Log: 5", `${KNOWN} "Log": a number would match a part of another one`],
  [
    "Log|re: '^a'",
    `${KNOWN} "Log": the regular expression is anchored where the events have other text in ` +
    "front of its values",
  ],
  [
    "Name|re: 'a$'",
    `${KNOWN} "Name": the regular expression is anchored where the events have other text behind ` +
    "its values",
  ],
  [
    "Log|gt: 5",
    `${KNOWN} "Log": this kind of value is compared with a whole text, and the events have other ` +
    "text in front of it",
  ],
  [
    "Plain|fieldref: Log",
    'Cannot compare with field "Log": the events write its values otherwise',
  ],
];

for (const [item, expected] of WHOLE_CASES) {
  test(`whole: ${item}`, () => {
    assert.equal(mapped(`selection:\n  ${item}`, WHOLE).split("\n")[0], expected);
  });
}

test("whole: one warning for each item says that longer values match", () => {
  const found = (detection: string) =>
    mapOf(detection, WHOLE).diagnostics.map(({ code, effect }) => [code, effect]);
  assert.deepEqual(found("selection: {Log: [a, b]}"), [["field-loss", "broader"]]);
  assert.deepEqual(found("selection: {Log|neq: a}"), [["field-loss", "narrower"]]);
  assert.deepEqual(found("selection: {Log: null}"), []);
  assert.deepEqual(
    found("selection: {Log: a}\nother: {Log: b}\ncondition: selection and not other"),
    [["field-loss", "broader"], ["field-loss", "narrower"]],
  );
});

const DIRECTIONS: readonly (readonly [string, RegExp])[] = [
  ["selection: {Name: abc}\ncondition: selection", /match more events than the rule$/],
  ["selection: {Name: abc}\ncondition: not selection", /match fewer events than the rule$/],
  ["selection: {Name|neq: abc}\ncondition: selection", /match fewer events than the rule$/],
  ["selection: {Name|neq: abc}\ncondition: not selection", /match more events than the rule$/],
  ["selection: {Name: abc}\ncondition: [selection, not selection]", /more events.*, or fewer$/],
];

for (const [detection, expected] of DIRECTIONS) {
  test(`within: the warning names the direction of ${detection}`, () => {
    const { rule, diagnostics } = mapOf(detection, WITHIN);
    assert.ok(rule);
    assert.equal(diagnostics[0].code, "matched-within-text");
    assert.match(diagnostics[0].message, expected);
  });
}
