import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { MODIFIERS } from "../../../lib/sigma/modifiers/registry.ts";
import { DASHES } from "../../../lib/sigma/modifiers/windash.ts";
import { encodeParts, stringValue } from "../../../lib/sigma/sigma_string.ts";
import type { SigmaValue } from "../../../lib/sigma/value.ts";
import { randomSource, SEED } from "../../helpers/random.ts";

const span = { start: 0, end: 0 };
const text = (raw: string): SigmaValue => stringValue(raw, span);
const number = (value: string): SigmaValue => ({ kind: "Number", text: value, span });
const regex = (pattern: string): SigmaValue => ({ kind: "Regex", pattern, flags: "", span });
const boolean = (value: boolean): SigmaValue => ({ kind: "Boolean", value, span });
const NULL: SigmaValue = { kind: "Null", span };

/** Applies modifiers to one value, left to right, without the checks of their order. */
function apply(names: string, value: SigmaValue): SigmaValue | string {
  let current = value;
  const before: string[] = [];
  for (const name of names.split("|")) {
    const { applyToValue } = MODIFIERS.get(name)!;
    const result = applyToValue!(current, { field: "f", before });
    if (result.kind === "Refusal") return result.reason;
    current = result;
    before.push(name);
  }
  return current;
}

/** A text value as Sigma text, `=` in front when case counts; several in a list. */
function show(value: SigmaValue | string): unknown {
  if (typeof value === "string") return `! ${value}`;
  if (value.kind === "Variants") return value.values.map(show);
  if (value.kind === "String") return (value.cased ? "=" : "") + encodeParts(value.parts);
  if (value.kind === "Regex") return `/${value.pattern}/${value.flags}`;
  return value;
}

function gives(names: string, value: SigmaValue, expected: unknown): void {
  assert.deepEqual(show(apply(names, value)), expected, names);
}

test("every modifier has a name, a summary and a source, and changes something", () => {
  for (const [name, modifier] of MODIFIERS) {
    assert.equal(modifier.name, name);
    assert.match(modifier.summary, /^\S.*[^.]$/);
    assert.notEqual(modifier.source, "");
    assert.notEqual(modifier.applyToValue ?? modifier.applyToItem, undefined);
  }
});

test("contains, startswith, endswith on texts", () => {
  gives("contains", text("a"), "*a*");
  gives("startswith", text("a"), "a*");
  gives("endswith", text("a"), "*a");
  gives("contains", text("*a"), "*a*");
  gives("contains", text(""), "*");
  gives("startswith", text("C:\\Temp\\"), "C:\\Temp\\\\*");
  gives("startswith|endswith", text("a"), "*a*");
});

test("contains, startswith, endswith on other values", () => {
  for (const name of ["contains", "startswith", "endswith"]) {
    gives(name, number("1"), "! value is a number");
    gives(name, NULL, "! value is null");
    gives(name, boolean(true), "! value is a boolean");
  }
  gives("contains", regex("a"), "/a/");
  gives("startswith", regex("a|b"), "/^(?:a|b)/");
  gives("startswith", regex("^a"), "/^a/");
  gives("startswith", regex("^a|b"), "/^(?:^a|b)/");
  gives("endswith", regex("a|b"), "/(?:a|b)$/");
  gives("endswith", regex("a$"), "/a$/");
  gives("endswith", regex("a\\$"), "/(?:a\\$)$/");
  gives("endswith", regex("a\\\\$"), "/a\\\\$/");
  gives("endswith", regex("a|b$"), "/(?:a|b$)$/");
});

test("cased", () => {
  gives("cased", text("a*"), "=a*");
  gives("cased|contains", text("a"), "=*a*");
  gives("cased|windash", text("-a"), DASHES.map((dash) => `=${dash}a`));
  gives("cased", regex("a"), "! value is a regular expression");
  gives("cased", number("1"), "! value is a number");
});

test("re and its flags", () => {
  gives("re", text("a\\*b\\\\"), "/a\\*b\\\\/");
  gives("re", number("42"), "/42/");
  gives("re", boolean(true), "! value is a boolean");
  gives("re|i", text("a"), "/a/i");
  gives("re|s|m|i", text("a"), "/a/ims");
  gives("re|dotall|multiline|ignorecase", text("a"), "/a/ims");
  gives("re|i|i", text("a"), "/a/i");
  gives("i", text("a"), "! value is a text");
  gives("contains|re", text("a"), "! another modifier has changed the value before");
});

test("cidr", () => {
  assert.deepEqual(apply("cidr", text("10.0.0.0/8")), {
    kind: "Cidr",
    version: 4,
    address: "10.0.0.0",
    prefix: 8,
    span,
  });
  gives("cidr", text("10.0.0.1/8"), '! "10.0.0.1/8" has host bits set');
  gives("cidr", text("10.*"), "! value has a wildcard");
  gives("cidr", number("10"), "! value is a number");
});

test("comparisons", () => {
  for (const operator of ["lt", "lte", "gt", "gte"]) {
    assert.deepEqual(apply(operator, number("5")), { kind: "Compare", operator, text: "5", span });
    gives(operator, text("5"), "! value is not a number");
    gives(`${operator}|lt`, number("5"), "! value is not a number");
  }
});

test("parts of timestamps", () => {
  const ranges = { minute: [0, 59], hour: [0, 23], day: [1, 31], week: [1, 53], month: [1, 12] };
  for (const [part, [low, high]] of Object.entries(ranges)) {
    for (const value of [low, high]) {
      assert.deepEqual(apply(part, number(String(value))), {
        kind: "TimestampPart",
        part,
        operator: "eq",
        text: String(value),
        span,
      });
    }
    for (const value of [low - 1, high + 1, 1.5]) {
      gives(part, number(String(value)), `! ${value} is not between ${low} and ${high}`);
    }
    gives(part, text("1"), "! value is not a number");
  }
  const compared = { kind: "TimestampPart", part: "hour", operator: "gte", text: "5", span };
  assert.deepEqual(apply("hour|gte", number("5")), compared);
  assert.deepEqual(apply("gte|hour", number("5")), compared);
  gives("gte|hour|lt", number("5"), "! the value is compared already");
});

test("exists", () => {
  assert.deepEqual(apply("exists", boolean(false)), { kind: "Exists", exists: false, span });
  for (const value of [text("true"), number("1"), NULL]) {
    gives("exists", value, "! value is not true or false");
  }
});

test("fieldref", () => {
  const reference = { kind: "FieldRef", field: "g", match: "equals", cased: false, span };
  assert.deepEqual(apply("fieldref", text("g")), reference);
  assert.deepEqual(apply("fieldref|startswith", text("g")), { ...reference, match: "startswith" });
  assert.deepEqual(apply("fieldref|endswith", text("g")), { ...reference, match: "endswith" });
  assert.deepEqual(apply("fieldref|contains", text("g")), { ...reference, match: "contains" });
  assert.deepEqual(apply("fieldref|cased", text("g")), { ...reference, cased: true });
  gives("fieldref", text("g*"), "! value has a wildcard");
  gives("fieldref", text(""), "! value is empty");
  gives("fieldref", number("1"), "! value is a number");
  gives("wide|fieldref", text("g"), "! the value is encoded");
});

test("expand", () => {
  const placeholder = { kind: "Placeholder", name: "a_b.c-1" };
  const result = apply("expand", text("x%a_b.c-1%y*"));
  assert.ok(typeof result !== "string" && result.kind === "String");
  assert.deepEqual(result.parts, [
    { kind: "Text", text: "x" },
    placeholder,
    { kind: "Text", text: "y" },
    { kind: "Any" },
  ]);
  gives("expand", text("100%"), "100%");
  gives("expand", text("%a b%"), "%a b%");
  gives("expand", text("%%"), "%%");
  gives("expand", text("\\%a\\%"), "%a%");
  gives("expand", number("1"), "! value is a number");
});

test("all and neq change the item", () => {
  const draft = { values: [text("a")], linking: "or", negated: false } as const;
  assert.deepEqual(MODIFIERS.get("all")!.applyToItem!(draft), { ...draft, linking: "and" });
  assert.deepEqual(MODIFIERS.get("neq")!.applyToItem!(draft), { ...draft, negated: true });
});

test("windash: a dash that begins a word", () => {
  gives("windash", text("-a"), DASHES.map((dash) => `${dash}a`));
  gives("windash", text("x /a"), DASHES.map((dash) => `x ${dash}a`));
  gives("windash", text("\u2014a"), DASHES.map((dash) => `${dash}a`));
  gives("windash", text("a-b"), ["a-b"]);
  gives("windash", text("- a"), ["- a"]);
  gives("windash", text("--a"), DASHES.map((dash) => `-${dash}a`));
  gives("windash", text("ä-b"), ["ä-b"]);
  gives("windash", text("*-a*"), DASHES.map((dash) => `*${dash}a*`));
});

test("windash: every combination, up to a limit", () => {
  const both = DASHES.flatMap((first) => DASHES.map((second) => `${first}a ${second}b`));
  gives("windash", text("-a -b"), both);
  const four = apply("windash", text("-a -b -c -d"));
  assert.ok(typeof four !== "string" && four.kind === "Variants" && four.values.length === 625);
  gives("windash", text("-a -b -c -d -e"), "! value has more than 4 dashes, each with 5 spellings");
  gives("windash", regex("-a"), "! value is a regular expression");
});

test("base64 of UTF-8 and of UTF-16", () => {
  for (const sample of ["foobar", "a", "", "äöü€", "😀", "a b\\\\c", "long é ".repeat(5000)]) {
    const decoded = sample.replace("\\\\", "\\");
    const utf16 = Buffer.from(decoded, "utf16le");
    gives("base64", text(sample), Buffer.from(decoded).toString("base64"));
    gives("wide|base64", text(sample), utf16.toString("base64"));
    gives("utf16le|base64", text(sample), utf16.toString("base64"));
    gives("utf16be|base64", text(sample), Buffer.from(utf16).swap16().toString("base64"));
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]);
    gives("utf16|base64", text(sample), marked.toString("base64"));
  }
});

test("base64 and encodings need literal text, once", () => {
  for (const name of ["base64", "base64offset", "wide", "utf16le", "utf16be", "utf16"]) {
    gives(name, text("a*"), "! value has a wildcard");
    gives(name, number("1"), "! value is a number");
  }
  gives("wide|wide", text("a"), "! the value is encoded already");
  gives("base64", text("a\\*"), "YSo=");
});

test("base64offset: one variant stands in the base64 of every text around the value", () => {
  const random = randomSource(SEED);
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => random(256)));
  for (let length = 2; length < 20; length++) {
    const sample = Array.from({ length }, () => "abcäö€😀-"[random(8)] ?? "x").join("")
      .toWellFormed();
    const encoded = show(apply("base64offset", text(sample))) as string[];
    assert.equal(encoded.length, 3);
    for (let round = 0; round < 30; round++) {
      const front = bytes(random(7));
      const whole = Buffer.concat([front, Buffer.from(sample), bytes(random(7))]).toString(
        "base64",
      );
      assert.ok(whole.includes(encoded[front.length % 3]), `${sample} at ${front.length}`);
    }
  }
});

test("base64offset: the variants are as long as they can be", () => {
  gives("base64offset", text("foobar"), ["Zm9vYmFy", "Zvb2Jhc", "mb29iYX"]);
  gives("wide|base64offset", text("foo"), ["ZgBvAG8A", "YAbwBvA", "mAG8Abw"]);
});

test("base64offset: too little text matches everything at some offset", () => {
  gives("base64offset", text("a"), "! value is too short");
  gives("base64offset", text(""), "! value is empty");
});
