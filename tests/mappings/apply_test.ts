import assert from "node:assert/strict";
import { test } from "node:test";
import { applyMapping, prepareMapping } from "../../lib/mappings/apply.ts";
import { mapOf, mapped, ruleOf, show, tableOf } from "./helpers.ts";

const TABLE = tableOf({
  eventType: "process_start_event",
  logSet: "Endpoint Activity",
  fields: {
    Image: "process.exe_path",
    CommandLine: { key: "process.cmd_line", evidence: "seen: somewhere" },
    User: ["process.username", "user"],
    Host: { keys: ["asset", "hostname"] },
  },
  unsupportedFields: { IntegrityLevel: "events have no integrity level" },
});

test("applyMapping() renames fields and names the target", () => {
  const rule = ruleOf("selection:\n  Image|endswith: a\n  CommandLine: b\ncondition: selection");
  const before = JSON.stringify(rule);
  const { rule: result, target, diagnostics } = applyMapping(rule, prepareMapping(TABLE));
  assert.equal(
    show(result!.identifiers[0].detection),
    "(process.exe_path:*a & process.cmd_line:b)",
  );
  assert.deepEqual(target, {
    entry: "process",
    eventType: "process_start_event",
    eventTypeKey: "event_type",
    logSet: "Endpoint Activity",
  });
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(result!.fields, ["process.exe_path", "Foo"]);
  assert.equal(JSON.stringify(rule), before, "the rule itself stays as it is");
});

test("applyMapping() keeps modifiers, linking and spans of an item", () => {
  const { rule } = mapOf("selection:\n  CommandLine|contains|all: [a, b]", TABLE);
  const detection = rule!.identifiers[0].detection;
  const item = detection.kind === "Item" ? detection : detection.items[0];
  assert.equal(item.kind, "Item");
  assert.deepEqual(
    item.kind === "Item" && [item.linking, item.modifiers.map(({ name }) => name)],
    ["and", ["contains", "all"]],
  );
  assert.equal(show(detection), "process.cmd_line:*a*+*b*");
});

test("applyMapping() leaves out event type and log set that are not known", () => {
  const { target } = mapOf("selection:\n  Image: a", tableOf({ fields: { Image: "i" } }));
  assert.deepEqual(target, { entry: "process", eventTypeKey: "event_type" });
});

test("applyMapping() joins several keys by OR", () => {
  assert.equal(mapped("selection: {User: [a, b]}", TABLE), "(process.username:a,b | user:a,b)");
  assert.equal(
    mapped("selection: {Host|contains|all: [a, b]}", TABLE),
    "(asset:*a*+*b* | hostname:*a*+*b*)",
  );
});

test("applyMapping() turns the join over when the item is negated", () => {
  assert.equal(mapped("selection: {User|neq: a}", TABLE), "(!process.username:a & !user:a)");
});

test("applyMapping() takes a field of several keys as absent when all are", () => {
  assert.equal(mapped("selection: {User: null}", TABLE), "(process.username:null & user:null)");
  assert.equal(
    mapped("selection: {User|exists: false}", TABLE),
    "(process.username:missing & user:missing)",
  );
  assert.equal(
    mapped("selection: {User|exists: true}", TABLE),
    "(process.username:exists | user:exists)",
  );
  assert.equal(
    mapped("selection: {User|neq: null}", TABLE),
    "(!process.username:null | !user:null)",
  );
});

test("applyMapping() keeps keyword items", () => {
  assert.match(mapped("selection: [mimikatz, kekeo]", TABLE), /^null:\*?mimikatz\*?,\*?kekeo\*?$/);
});

test("applyMapping() maps the fields that values refer to", () => {
  assert.equal(
    mapped("selection: {Image|fieldref: CommandLine}", TABLE),
    "process.exe_path:->process.cmd_line",
  );
  assert.equal(
    mapped("selection: {Image|fieldref: User}", TABLE),
    'Cannot compare with field "User": it stands for several keys',
  );
  assert.equal(
    mapped("selection: {User|fieldref: Image}", TABLE),
    "(process.username:->process.exe_path | user:->process.exe_path)",
  );
});

test("applyMapping() reports every fault of a rule with its place", () => {
  const { rule, diagnostics, target } = mapOf(
    "selection:\n  image: a\n  IntegrityLevel: High\nother:\n  Foo: a\n  Image|fieldref: Bar\n" +
      "condition: selection and other",
    TABLE,
  );
  assert.equal(rule, undefined);
  assert.equal(target?.entry, "process");
  assert.deepEqual(diagnostics.map(({ code, message, hint }) => [code, message, hint]), [
    [
      "unmapped-field",
      'Cannot map field "image": the entry "process" of the mapping table "test" has no key for it',
      'Did you mean "Image"?',
    ],
    [
      "unsupported-field",
      'Cannot map field "IntegrityLevel": events have no integrity level',
      undefined,
    ],
    [
      "unmapped-field",
      'Cannot map field "Foo": the entry "process" of the mapping table "test" has no key for it',
      'Add "Foo" to $.entries.process.fields in a mapping table of your own',
    ],
    [
      "unmapped-field",
      'Cannot map field "Bar": the entry "process" of the mapping table "test" has no key for it',
      'Add "Bar" to $.entries.process.fields in a mapping table of your own',
    ],
  ]);
  assert.ok(diagnostics.every(({ severity, span }) => severity === "unsupported" && span));
  const starts = diagnostics.map(({ span }) => span!.start);
  assert.deepEqual(starts, starts.toSorted((a, b) => a - b));
});

test("applyMapping() suggests a field that is spelled almost alike", () => {
  const { diagnostics } = mapOf("selection: {ComandLine: a}", TABLE);
  assert.equal(diagnostics[0].hint, 'Did you mean "CommandLine"?');
});

test("applyMapping() keeps unmapped fields when the table says so, but not unsupported ones", () => {
  const table = { ...TABLE, unmappedFields: "keep" as const };
  assert.equal(mapped("selection: {Foo: a}", table), "Foo:a");
  assert.equal(mapped("selection: {Foo|fieldref: Image}", table), "Foo:->process.exe_path");
  assert.equal(mapped("selection: {Foo|fieldref: Bar}", table), "Foo:->Bar");
  assert.match(mapped("selection: {IntegrityLevel: a}", table), /no integrity level/);
});

test("applyMapping() takes names that every object has as plain names", () => {
  assert.match(mapped("selection: {constructor: a}", TABLE), /has no key for it/);
  assert.match(mapped("selection: {__proto__: a}", TABLE), /has no key for it/);
});

test("applyMapping() names the log source that no entry serves", () => {
  const rule = ruleOf("selection: {A: b}\ncondition: selection", "{product: aws, service: x}");
  const result = applyMapping(rule, prepareMapping(TABLE));
  assert.equal(result.rule, undefined);
  assert.equal(result.target, undefined);
  assert.deepEqual(result.diagnostics.map(({ code, message, span }) => [code, message, span]), [
    [
      "unmapped-logsource",
      'No entry of the mapping table "test" serves product "aws", service "x"',
      rule.logsourceSpan,
    ],
  ]);
});

const REACH = [
  ["selection", true],
  ["selection or other", false],
  ["1 of selection*", true],
  ["all of them", false],
  ["1 of o*", false],
  ["1 of them", false],
  ["selection and not 1 of _*", false],
  ["selection and not 1 of *", false],
  ["selection and not _hidden", false],
] as const;

for (const [condition, ok] of REACH) {
  test(`applyMapping() ${ok ? "ignores" : "reports"} faults elsewhere under: ${condition}`, () => {
    const { rule, diagnostics } = mapOf(
      `selection: {Image: a}\nother: {Foo: b}\n_hidden: {Bar: c}\ncondition: ${condition}`,
      TABLE,
    );
    assert.equal(rule !== undefined, ok, JSON.stringify(diagnostics));
    if (ok) assert.deepEqual(rule!.identifiers.map(({ name }) => name), ["selection"]);
  });
}

test("applyMapping() reaches names with _ only where the pattern has it", () => {
  const { diagnostics } = mapOf(
    "selection: {Image: a}\n_hidden: {Bar: c}\ncondition: all of them",
    TABLE,
  );
  assert.deepEqual(diagnostics, []);
});
