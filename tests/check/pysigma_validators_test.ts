import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "../../lib/check/checker.ts";
import { listChecks } from "../../lib/check/config.ts";
import { assertClean, assertFinds, checkFiles, checkWith, placeOf, ruleWith } from "./helpers.ts";

/** Rules that a validator finds fault with at the marks, and rules that it passes. */
interface Case {
  readonly finds: readonly string[];
  readonly passes: readonly string[];
}

const tags = (list: string): string => `${ruleWith("  a: x\n  condition: a\n")}tags:\n${list}`;

const CASES: Readonly<Record<string, Case>> = {
  dangling_detection: {
    finds: [
      ruleWith("  a: x\n  [[b]]: y\n  condition: a\n"),
      ruleWith("  [[_a]]: x\n  b: y\n  condition: 1 of them\n"),
      "title: T\nlogsource: { product: windows }\nfilter:\n  rules: any\n  a: { f: 1 }\n" +
      "  [[b]]: { f: 1 }\n  condition: not a\n",
    ],
    passes: [
      ruleWith("  a: x\n  b: y\n  condition: 1 of them\n"),
      ruleWith("  a1: x\n  b: y\n  condition: [1 of a*, not b]\n"),
    ],
  },
  dangling_condition: {
    finds: [ruleWith("  a: x\n  condition: a and not [[1 of fliter_*]]\n")],
    passes: [ruleWith("  a: x\n  filter_1: y\n  condition: a and not 1 of filter_*\n")],
  },
  them_condition_with_single_detection: {
    finds: [ruleWith("  a: x\n  condition: [[1 of them]]\n")],
    passes: [
      ruleWith("  a: x\n  b: y\n  condition: 1 of them\n"),
      ruleWith("  them_too: x\n  condition: them_too\n"),
    ],
  },
  all_of_them_condition: {
    finds: [ruleWith("  a: x\n  b: x\n  condition: not ([[all  of them]])\n")],
    passes: [ruleWith("  a: x\n  b: x\n  condition: 1 of them or all of a*\n")],
  },
  specific_instead_of_generic_logsource: {
    finds: [
      ruleWith(
        "  a:\n    EventID: [[4688]]\n  condition: a\n",
        "{product: windows, service: security}",
      ),
      ruleWith(
        "  a:\n    EventID:\n      - [[1]]\n      - 4\n      - [[22]]\n  condition: a\n",
        "{product: windows, service: sysmon}",
      ).replace("- 4\n", "- 999\n"),
    ],
    passes: [
      ruleWith("  a: {EventID: 4624}\n  condition: a\n", "{product: windows, service: security}"),
      ruleWith("  a: {EventID: 4688}\n  condition: a\n", "{product: windows, service: system}"),
      ruleWith("  a: {Other: 1}\n  condition: a\n", "{product: windows, service: sysmon}"),
    ],
  },
  fieldname_logsource: {
    finds: [ruleWith("  a: x\n  condition: a\n", "product: linux\n  [[servcie]]: auditd")],
    passes: [ruleWith("  a: x\n  condition: a\n", "product: linux\n  definition: auditd on")],
  },
  identifier_existence: {
    finds: [`[[title]]${ruleWith("  a: x\n  condition: a\n").slice(5)}`],
    passes: [
      `id: 5013198e-6f2c-4a0e-9f5e-25ac8e7e2ab1\n${ruleWith("  a: x\n  condition: a\n")}`,
    ],
  },
  duplicate_references: {
    finds: [`${ruleWith("  a: x\n  condition: a\n")}references:\n  - u\n  - v\n  - [[u]]\n`],
    passes: [`${ruleWith("  a: x\n  condition: a\n")}references: [u, v, U]\n`],
  },
  custom_attributes: {
    finds: [
      `[[reference]]: u\n${ruleWith("  a: x\n  condition: a\n")}`,
      `[[realted]]: []\n${ruleWith("  a: x\n  condition: a\n")}[[Tags2]]: [a.b]\n`
        .replace("[[Tags2]]", "own_key"),
      `[[falsepositive]]: u\n${ruleWith("  a: x\n  condition: a\n")}`,
      `[[Author]]: u\n${ruleWith("  a: x\n  condition: a\n")}`,
    ],
    passes: [`data: 1\ncustom: 2\nrelation: 3\n${ruleWith("  a: x\n  condition: a\n")}`],
  },
  invalid_modifier_combinations: {
    finds: [
      ruleWith("  a:\n    [[f|all]]: [x, y]\n  condition: a\n"),
      ruleWith("  a:\n    [[f|base64offset]]: longer\n  condition: a\n"),
      ruleWith("  a:\n    [[f|contains|windash|all]]: [-x, -y]\n  condition: a\n"),
      ruleWith("  a:\n    - [[f|contains|contains]]: x\n  condition: a\n"),
    ],
    passes: [
      ruleWith(
        "  a:\n    f|contains|all: [x, y]\n    g|base64|base64: x\n    h|re|all: [x, y]\n    '|all': [x, y]\n    i|base64offset|contains: longer\n    j|contains|windash: -x\n  condition: a\n",
      ),
    ],
  },
  tag_format: {
    finds: [
      tags(
        "  - [[Attack.T1059]]\n  - [[noname]]\n  - [['a.b c']]\n".replace(
          "[['a.b c']]",
          "'[[a.b c]]'",
        ),
      ),
    ],
    passes: [tags("  - attack.t1059.001\n  - own-name_space.x\n")],
  },
  attacktag: {
    finds: [
      tags("  - [[attack.test1]]\n  - [[attack.t12345]]\n  - [[attack.privilege_escalation]]\n"),
      tags("  - [[attack.T1059]]\n  - [[attack.defense-evasion]]\n  - [[attack.t1059.1]]\n"),
    ],
    passes: [
      tags(
        "  - attack.stealth\n  - attack.t1059\n  - attack.t1059.001\n  - attack.g0001\n  - attack.s0005\n  - attack.ds0026\n  - attack.m1015\n  - car.x\n",
      ),
    ],
  },
  d3_fendtag: {
    finds: [tags("  - [[d3fend.test1]]\n  - [[d3fend.D3-MFA]]\n")],
    passes: [tags("  - d3fend.isolate\n  - d3fend.d3-mfa\n  - d3fend.d3f-AccessControl\n")],
  },
  tlpv1_tag: {
    finds: [tags("  - [[tlp.clear]]\n  - [[tlp.amber-strict]]\n")],
    passes: [tags("  - tlp.white\n  - tlp.red\n  - other.clear\n")],
  },
  tlpv2_tag: {
    finds: [tags("  - [[tlp.white]]\n")],
    passes: [tags("  - tlp.clear\n  - tlp.amber-strict\n")],
  },
  tlptag: {
    finds: [tags("  - [[tlp.blue]]\n")],
    passes: [tags("  - tlp.white\n  - tlp.clear\n")],
  },
  duplicate_tag: {
    finds: [tags("  - a.b\n  - a.c\n  - [[a.b]]\n")],
    passes: [tags("  - a.b\n  - a.c\n")],
  },
  namespace_tag: {
    finds: [tags("  - [[atack.t1059]]\n  - [[own.x]]\n")],
    passes: [
      tags(
        "  - attack.x\n  - car.x\n  - cve.x\n  - d3fend.x\n  - detection.x\n  - stp.1\n  - tlp.x\n",
      ),
    ],
  },
  cartag: {
    finds: [tags("  - [[car.2016-4-5]]\n  - [[car.2016-04-0051]]\n")],
    passes: [tags("  - car.2016-04-005\n")],
  },
  cvetag: {
    finds: [tags("  - [[cve.2021.44228]]\n")],
    passes: [tags("  - cve.2021-44228\n")],
  },
  detection_tag: {
    finds: [tags("  - [[detection.emerging]]\n  - [[detection.dfir2]]\n")],
    passes: [
      tags("  - detection.dfir\n  - detection.threat-hunting\n  - detection.emerging-threats\n"),
    ],
  },
  stptag: {
    finds: [tags("  - [[stp.6]]\n  - [[stp.1x]]\n")],
    passes: [tags("  - stp.1\n  - stp.5k\n")],
  },
  double_wildcard: {
    finds: [ruleWith("  a: {f: '[[a**b]]', g: ['[[x\\\\**]]', y]}\n  condition: a\n")],
    passes: [ruleWith("  a: {f: 'a*b*', g: 'a\\**', h|re: 'a**'}\n  condition: a\n")],
  },
  number_as_string: {
    finds: [ruleWith("  a:\n    f: '[[4688]]'\n    g|neq: ['[[1]]', x1]\n  condition: a\n")],
    passes: [ruleWith("  a: {f: 4688, g: '0x10', h|contains: '12', i|re: '12'}\n  condition: a\n")],
  },
  control_character: {
    finds: [ruleWith('  a: {f: "[[C:\\temp]]"}\n  condition: a\n')],
    passes: [ruleWith("  a: {f: 'C:\\temp', g|re: \"a\\tb\"}\n  condition: a\n")],
  },
  wildcards_instead_of_modifiers: {
    finds: [
      ruleWith(
        "  a:\n    f: '[[*x*]]'\n    g: ['[[*a]]', '*b']\n    h: '[[a*]]'\n  condition: a\n",
      ),
      ruleWith("  a: ['[[*x*]]', '*y*']\n  condition: a\n"),
    ],
    passes: [
      ruleWith(
        "  a: {f: '*', g: ['*a', 'b*'], h: 'a*b', i|contains: '*x*', j: ['*a', b], k: '\\*a'}\n  condition: a\n",
      ),
      ruleWith("  a: ['*x', x]\n  condition: a\n"),
    ],
  },
  escaped_wildcard: {
    finds: [ruleWith("  a: {f: '[[a\\*b]]', g|contains: '[[\\?]]'}\n  condition: a\n")],
    passes: [ruleWith("  a: {f: 'a\\\\*b', g|re: 'a\\*b', h: 'a\\b'}\n  condition: a\n")],
  },
};

for (const [name, { finds, passes }] of Object.entries(CASES)) {
  test(`validator ${name} finds its fault where it stands`, () => {
    for (const marked of finds) assertFinds(name, marked);
  });
  test(`validator ${name} passes what is right`, () => {
    for (const text of passes) assertClean(name, text);
  });
}

test("there are 31 validators of pySigma, each with a test", () => {
  const names = listChecks().filter(({ origin }) => origin === "pysigma").map(({ name }) => name);
  assert.equal(names.length, 31);
  const here = [
    "identifier_uniqueness",
    "duplicate_title",
    "duplicate_filename",
    "filename_length",
  ];
  assert.deepEqual([...names].sort(), [...Object.keys(CASES), ...here].sort());
});

const BODY = "logsource: { product: windows }\ndetection:\n  a: x\n  condition: a\n";

test("identifier_uniqueness and duplicate_title name all documents, each at its place", () => {
  const checker = createChecker({ validators: ["identifier_uniqueness", "duplicate_title"] });
  const files = {
    "a/one.yml": `title: Same\nid: 5013198E-6f2c-4a0e-9f5e-25ac8e7e2ab1\n${BODY}`,
    "a/two.yml": `title: Other\nid: 5013198e-6f2c-4a0e-9f5e-25ac8e7e2ab1\n${BODY}`,
    "b/three.yml": `title: Same\n${BODY}---\ntitle: Same\n${BODY}`,
  };
  const issues = checkFiles(checker, files);
  assert.deepEqual(issues.map((issue) => `${issue.validator} ${issue.path} ${placeOf(issue)}`), [
    "duplicate_title a/one.yml 1:8-1:12",
    "identifier_uniqueness a/one.yml 2:5-2:41",
    "identifier_uniqueness a/two.yml 2:5-2:41",
    "duplicate_title b/three.yml 1:8-1:12",
    "duplicate_title b/three.yml 7:8-7:12",
  ]);
  assert.equal(issues[0].message, "The title is also that of 2 other documents");
  assert.deepEqual(issues[1].related, [
    { path: "a/two.yml", line: 2, column: 5, endLine: 2, endColumn: 41 },
  ]);
  assert.equal(issues[1].rule, "5013198E-6f2c-4a0e-9f5e-25ac8e7e2ab1");
  assert.deepEqual(checker.finish(), [], "finish() forgets all");
});

test("uniqueness passes different ids and titles", () => {
  const checker = createChecker();
  const files = {
    "folder_a/rule_one.yml": `title: One\nid: 5013198e-6f2c-4a0e-9f5e-25ac8e7e2ab1\n${BODY}`,
    "folder_a/rule_two.yml": `title: Two\nid: 5013198e-6f2c-4a0e-9f5e-25ac8e7e2ab2\n${BODY}`,
  };
  const found = checkFiles(checker, files).map(({ validator }) => validator);
  assert.deepEqual(new Set(found), new Set(["keyword_in_detection"]));
});

test("duplicate_filename compares files, not the documents of one file", () => {
  const checker = createChecker({ validators: ["duplicate_filename"] });
  const text = `title: One\n${BODY}---\ntitle: Two\n${BODY}`;
  const issues = checkFiles(checker, { "a/x.yml": text, "b/y.yml": text, "b/x.yml": text });
  assert.deepEqual(issues.map(({ path, line, column }) => `${path}:${line}:${column}`), [
    "a/x.yml:1:1",
    "b/x.yml:1:1",
  ]);
});

test("filename_length counts the characters of the name without its folder", () => {
  const paths = ["folder/123456.yml", "folder/12345.yml", `folder/${"a".repeat(87)}.yml`];
  const found = paths.map((path) => checkWith("filename_length", `title: T\n${BODY}`, path).length);
  assert.deepEqual(found, [0, 1, 1]);
});

test("filename_length takes its limits from the configuration", () => {
  const config = {
    validators: ["filename_length"],
    parameters: { filename_length: { max_size: 12 } },
  };
  const checker = createChecker(config);
  const [issue] = checker.checkText({ path: "1234567890.yml", text: `title: T\n${BODY}` });
  assert.equal(issue.message, 'The file name "1234567890.yml" is 14 characters long, not 10 to 12');
});

test("validators look at correlations and filters too", () => {
  const text = "[[title]]: C\ntags:\n  - tlp.red\ncorrelation:\n  type: event_count\n" +
    "  rules: some_rule\n  group-by: [a]\n  timespan: 5m\n  condition: { gte: 2 }\n";
  assertFinds("identifier_existence", text);
});
