import assert from "node:assert/strict";
import { test } from "node:test";
import { itemFaults, sel, warnings } from "./helpers.ts";

const raw = String.raw;

test("replace_string: groups, anywhere in the text", async () => {
  const items = raw`- {type: replace_string, regex: '^C:\\(\w+)', replacement: 'D:\\\1'}`;
  assert.equal(await sel(items, raw`sel: {a: 'C:\Temp\x.exe'}`), raw`a:'D:\Temp\x.exe'`);
  assert.equal(
    await sel(
      "- {type: replace_string, regex: '(?P<x>b+)', replacement: '<\\g<x>>'}",
      "sel: {a: abbc}",
    ),
    "a:'a<bb>c'",
  );
});

test("replace_string: a backslash before a wildcard does not make it literal", async () => {
  const items = "- {type: replace_string, regex: 'Temp', replacement: 'Tmp'}";
  assert.equal(
    await sel(items, raw`sel: {a|startswith: 'C:\Temp\'}`),
    raw`a:'C:\Tmp\*'`,
  );
  assert.equal(await sel(items, raw`sel: {a: 'Temp\*\?'}`), raw`a:'Tmp\*\?'`);
});

test("replace_string: sees wildcards, and a wildcard that it adds is a warning", async () => {
  const items = raw`- {id: r, type: replace_string, regex: '^\*', replacement: ''}`;
  assert.equal(await sel(items, "sel: {a|endswith: x}"), "a:'x'");
  const widen = "- {id: r, type: replace_string, regex: '[0-9]+', replacement: '*'}";
  assert.equal(await sel(widen, "sel: {a: x12y}"), "a:'x*y'");
  assert.deepEqual(await warnings(widen, "sel: {a: x12y}"), [
    'pipeline-wildcard: Processing item "r" of p.yml puts a wildcard into a value of "a", so ' +
    "the query may find more than the rule",
  ]);
  assert.deepEqual(await warnings(items, "sel: {a|endswith: x}"), []);
});

test("replace_string: skip_special leaves wildcards alone, interpret_special reads them", async () => {
  const skip = "- {type: replace_string, regex: 'x', replacement: '*', skip_special: true}";
  assert.equal(await sel(skip, "sel: {a: '*x?'}"), raw`a:'*\*?'`);
  const interpret = skip.replace("}", ", interpret_special: true}");
  assert.equal(await sel(interpret, "sel: {a: 'axb'}"), "a:'a*b'");
});

test("replace_string: placeholders stay, also those that the replacement adds", async () => {
  const items = "- {type: replace_string, regex: 'x', replacement: '%y%'}";
  assert.equal(await sel(items, "sel: {a|expand: 'x%z%'}"), "a:'%y%%z%'");
  assert.equal(await sel(items, "sel: {a: 'xz'}"), "a:'%y%z'");
});

test("replace_string: numbers become texts where something is replaced", async () => {
  const items = "- {type: replace_string, regex: '^4', replacement: 'EV4'}";
  assert.equal(await sel(items, "sel: {a: [4624, 5]}"), "a:'EV4624',5");
});

test("replace_string: letter case keeps counting, variants are changed one by one", async () => {
  const items = "- {type: replace_string, regex: 'x', replacement: 'y'}";
  assert.equal(await sel(items, "sel: {a|cased: X-x}"), "a:cased 'X-y'");
  assert.match(await sel(items, "sel: {a|windash: '-x'}"), /^a:<'-y'\|'\/y'\|/);
});

test("replace_string: an anchor does not match within a character", async () => {
  const items = "- {type: replace_string, regex: 'x*$', replacement: '!'}";
  assert.equal(await sel(items, "sel: {a: 'a\u{1F600}'}"), "a:'a\u{1F600}!'");
  assert.equal(await sel(items, "sel: {a|startswith: 'a\u{1F600}'}"), "a:'a\u{1F600}*!'");
  const skip = items.replace("}", ", skip_special: true}");
  assert.equal(await sel(skip, "sel: {a: 'a\u{1F600}'}"), "a:'a\u{1F600}!'");
});

test("replace_string: faults of the expression and the replacement", async () => {
  assert.deepEqual(
    await itemFaults(raw`- {type: replace_string, regex: '(?>a)', replacement: '\2'}`),
    [
      "2:36 [pipeline-unsupported] Processing item 1 (replace_string): cannot read the regular " +
      'expression "(?>a)": The atomic group "(?>" has no equal here',
    ],
  );
  assert.deepEqual(
    await itemFaults(raw`- {type: replace_string, regex: '(a)', replacement: '\2'}`),
    [
      "2:56 [pipeline-invalid] Processing item 1 (replace_string): cannot read the replacement " +
      raw`"\2": the group "2" does not exist`,
    ],
  );
});

test("map_string: whole values, exact, one or several", async () => {
  const items = "- {type: map_string, mapping: {a: b, c: [d, e], f: null}}";
  assert.equal(await sel(items, "sel: {x: [a, c, f, A, aa]}"), "x:'b','d','e','f','A','aa'");
  assert.equal(await sel(items, "sel: {x|all: [a, c]}"), "x:'b'+'d'+'e'");
  assert.match(
    await sel("- {type: map_string, mapping: {a: []}}", "sel: {x: a}"),
    /leaves no value/,
  );
  assert.equal(
    (await warnings("- {type: map_string, mapping: {a: '*'}}", "sel: {x: a}")).length,
    1,
  );
});

test("set_value: a fixed value, with or without a type", async () => {
  assert.equal(await sel("- {type: set_value, value: x}", "sel: {a: [1, 2]}"), "a:'x'");
  assert.equal(await sel("- {type: set_value, value: null}", "sel: {a: b}"), "a:null");
  assert.equal(await sel("- {type: set_value, value: true}", "sel: {a: b}"), "a:true");
  assert.equal(await sel("- {type: set_value, value: 5, force_type: str}", "sel: {a: b}"), "a:'5'");
  assert.equal(await sel("- {type: set_value, value: '5', force_type: num}", "sel: {a: b}"), "a:5");
  assert.equal((await warnings("- {type: set_value, value: '*'}", "sel: {a: b}")).length, 1);
  assert.match(
    (await itemFaults("- {type: set_value, value: x, force_type: num}"))[0],
    /the value is not a number$/,
  );
  assert.match(
    (await itemFaults("- {type: set_value, value: true, force_type: num}"))[0],
    /needs a text or a number$/,
  );
});

test("convert_type: to text and to number", async () => {
  assert.equal(
    await sel("- {type: convert_type, target_type: str}", "sel: {a: [5, x]}"),
    "a:'5','x'",
  );
  assert.equal(
    await sel("- {type: convert_type, target_type: num}", "sel: {a: ['05', '-1.50', 7]}"),
    "a:5,-1.5,7",
  );
  assert.equal(
    await sel("- {id: c, type: convert_type, target_type: num}", "sel: {a: x*}"),
    'pipeline-error: Processing item "c" of p.yml cannot turn "x*" of "a" into a number',
  );
  assert.match((await itemFaults("- {type: convert_type, target_type: int}"))[0], /"str", "num"/);
});

test("case: lower, upper, snake_case", async () => {
  assert.equal(await sel("- {type: case}", "sel: {a: 'AbC*D'}"), "a:'abc*d'");
  assert.equal(await sel("- {type: case, method: upper}", "sel: {a|cased: abc}"), "a:cased 'ABC'");
  assert.equal(
    await sel("- {type: case, method: snake_case}", "sel: {a: CreateUser}"),
    "a:'create_user'",
  );
});

test("regex: the meaning stays, the ends become anchors", async () => {
  assert.equal(
    await sel("- {type: regex, method: plain}", raw`sel: {a: ['x.y', '*b?c*']}`),
    raw`a:/^x\.y$/,/.*b.c.*/`,
  );
  assert.equal(await sel("- {type: regex}", "sel: {a: 'a1*'}"), "a:/^[aA]1.*/");
  assert.equal(
    await sel("- {type: regex, method: ignore_case_flag}", "sel: {a: [x, '', 5]}"),
    "a:/^x$/i,'',5",
  );
  assert.equal(await sel("- {type: regex}", "sel: {a|cased: ab}"), "a:/^ab$/");
  assert.match(
    await sel("- {type: regex}", "sel: {a|expand: '%x%'}"),
    /^pipeline-error: .* cannot turn the placeholder "%x%" into a regular expression$/,
  );
});
