import assert from "node:assert/strict";
import { test } from "node:test";
import { verifyText } from "./helpers.ts";

/** Queries that do not mean their rule, by what is wrong with them. */
const WRONG: readonly (readonly [fault: string, detection: string, query: string])[] = [
  ["contains as equals", "Image|contains: abc", 'Image = NOCASE("abc")'],
  ["endswith without anchor", "Image|endswith: abc", "Image = /.*abc/i"],
  ["letter case", "Image: abc", 'Image = "abc"'],
  ["no letter case", "Image|cased: aBc", 'Image = NOCASE("aBc")'],
  ["a value of the list lost", "Image: [a, b, c]", 'Image IIN ["a", "b"]'],
  ["all as any", "Image|contains|all: [a, b]", 'Image ICONTAINS-ANY ["a", "b"]'],
  ["any as all", "Image|contains: [a, b]", 'Image ICONTAINS-ALL ["a", "b"]'],
  ["a literal wildcard", "Image: 'a*b'", 'Image = NOCASE("a*b")'],
  ["? as .*", "Image: 'a?b'", "Image = /^a[\\s\\S]*b$/i"],
  [". for a wildcard", "Image: 'a*b'", "Image = /^a.*b$/i"],
  ["gte as gt", "Image|gte: 5", "Image > 5"],
  ["null as the empty text", "Image: null", 'Image = ""'],
  ["exists turned over", "Image|exists: true", "Image != /.*/"],
  ["a smaller network", "ip|cidr: 10.0.0.0/8", "ip = IP(10.0.0.0/9)"],
  [
    "a lost NOT",
    "s: {a: b}\nf: {c: d}\ncondition: s and not f",
    'a = NOCASE("b") AND c = NOCASE("d")',
  ],
  [
    "precedence",
    "a: {a: a}\nb: {b: b}\nc: {c: c}\ncondition: a and (b or c)",
    'a = NOCASE("a") AND b = NOCASE("b") OR c = NOCASE("c")',
  ],
  ["another key", "Image: a", 'image = NOCASE("a")'],
  ["a flag of a regular expression", "Image|re: aB", "Image = /aB/i"],
];

for (const [fault, detection, query] of WRONG) {
  test(`${fault} is noticed`, () => {
    const { outcome, diagnostics } = verifyText(detection, query);
    assert.equal(outcome, "differs");
    assert.equal(diagnostics.length, 1);
    const [{ code, severity, message, hint }] = diagnostics;
    assert.deepEqual([code, severity], ["meaning-differs", "error"]);
    assert.match(
      message,
      /^The query in default does not mean the rule: the (?:rule matches and the query|query matches and the rule) does not \(.+\)$/,
    );
    assert.match(hint!, /^Event: \{/);
    assert.ok(hint!.length <= 310);
  });
}

test("queries that mean their rule in other words pass", () => {
  for (
    const [detection, query] of [
      ["Image: [a, b]", 'where(Image = NOCASE("b") OR Image = NOCASE("A"))'],
      ["Image|startswith: a", "Image = /^a/i"],
      ["s: {a: b}\nf: {c: d}\ncondition: s and not f", 'NOT (a != NOCASE("b") OR c = NOCASE("d"))'],
      ["ProcessId: 5", "ProcessId = 5.0"],
    ]
  ) {
    const { outcome, events, diagnostics } = verifyText(detection, query);
    assert.equal(
      outcome,
      "verified",
      `${query}: ${diagnostics[0]?.message} ${diagnostics[0]?.hint}`,
    );
    assert.ok(events > 20);
  }
});

test("a query that cannot be read is an error", () => {
  const { outcome, diagnostics, events } = verifyText("Image: a", 'Image = NOCASE("a"');
  assert.equal(outcome, "differs");
  assert.deepEqual([diagnostics[0].code, diagnostics[0].severity], ["unreadable-query", "error"]);
  assert.equal(events, 0);
});

test("a query without a condition is an error", () => {
  assert.equal(verifyText("Image: a", "groupby(a)").diagnostics[0].code, "unreadable-query");
});

test("a declared loss allows differences in its direction alone", () => {
  const rule = "Image|fieldref: User";
  const cased = "Image == User";
  assert.equal(verifyText(rule, cased).outcome, "differs");
  assert.equal(verifyText(rule, cased, "narrower").outcome, "verified");
  assert.equal(verifyText(rule, cased, "broader").outcome, "differs");
  assert.equal(verifyText(rule, cased, "mixed").outcome, "verified");
});

test("a declared loss is no excuse for other faults", () => {
  const rule =
    "a: {Image|fieldref: User}\nb: {Company: null, Product|contains: x}\ncondition: a or b";
  const query = (product: string) => `Image == User OR Company != /.+/ AND Product ${product}`;
  assert.equal(verifyText(rule, query('ICONTAINS "x"'), "mixed").outcome, "verified");
  assert.equal(verifyText(rule, query('ISTARTS-WITH "x"'), "mixed").outcome, "differs");
  assert.equal(verifyText(rule, query('ICONTAINS ""'), "mixed").outcome, "differs");
});

test("from() must name the event type", () => {
  const definition = (type: string) => `from(event_type = "${type}") where(Image = NOCASE("a"))`;
  const verify = (text: string) =>
    verifyText("Image: a", text, "exact", "leql_detection_definition").outcome;
  assert.equal(verify(definition("some_event")), "verified");
  assert.equal(verify(definition("other_event")), "differs");
});

test("what cannot be evaluated is not verified, with the reason", () => {
  const { outcome, diagnostics } = verifyText("User|expand: '%admins%'", "User IIN [${admins}]");
  assert.equal(outcome, "not-verified");
  assert.ok(
    diagnostics.every(({ code, severity }) => code === "not-verified" && severity === "warning"),
  );
  assert.ok(diagnostics.some(({ message }) => message.includes('"%admins%" has no value')));
});

test("a rule that no event can match is not verified", () => {
  const { outcome, diagnostics } = verifyText(
    "a: {Image: x}\nb: {Image: x}\ncondition: a and not b",
    'Image = NOCASE("x") AND NOT Image = NOCASE("x")',
  );
  assert.equal(outcome, "not-verified");
  assert.equal(diagnostics[0].message, "No event was found that the rule matches");
});
