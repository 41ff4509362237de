import assert from "node:assert/strict";
import test from "node:test";
import { typePlainScalar, typeTaggedScalar } from "../../../lib/yaml/scalar.ts";

function reads(type: string, cases: Readonly<Record<string, unknown>>): void {
  for (const [text, value] of Object.entries(cases)) {
    assert.deepEqual(typePlainScalar(text), { type, value }, text);
  }
}

function isText(...texts: string[]): void {
  for (const text of texts) {
    assert.deepEqual(typePlainScalar(text), { type: "string", value: text });
  }
}

test("null", () => reads("null", { "": null, "~": null, null: null, Null: null, NULL: null }));

test("booleans", () => {
  for (const word of ["yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]) {
    reads("boolean", { [word]: true });
  }
  for (const word of ["no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]) {
    reads("boolean", { [word]: false });
  }
});

test("words that only look like booleans or null", () => {
  isText("y", "Y", "n", "N", "yES", "tRUE", "nUll", "none", "nil", "yes!", "on.");
});

test("integers in all notations", () => {
  reads("number", { "0": 0, "+1": 1, "-1": -1, "1_000": 1000, "010": 8, "0777": 511 });
  reads("number", {
    "0x10": 16,
    "+0x1F": 31,
    "-0xff": -255,
    "0b11": 3,
    "1:30": 90,
    "12:30:45": 45045,
  });
});

test("integers beyond 2^53 are exact in all notations", () => {
  reads("number", { "9007199254740991": 9007199254740991, "9007199254740993": 9007199254740993n });
  reads("number", { "-12345678901234567890": -12345678901234567890n });
  reads("number", {
    "0xffffffffffffffff": 18446744073709551615n,
    "+0x1_0000_0000_0000_0000": 2n ** 64n,
  });
  reads("number", { ["0b1" + "0".repeat(64)]: 2n ** 64n, ["01" + "0".repeat(24)]: 8n ** 24n });
  reads("number", { ["1" + ":00".repeat(12)]: 60n ** 12n });
});

test("fractions", () => {
  reads("number", {
    "1.0": 1,
    "1.": 1,
    ".5": 0.5,
    "1_0.5": 10.5,
    "1.5e+3": 1500,
    "1.5E-3": 0.0015,
  });
  reads("number", { ".inf": Infinity, "-.INF": -Infinity, ".nan": NaN, "1:30.5": 90.5 });
});

test("texts that only look like numbers", () => {
  isText("08", "09", "0o10", "0X10", "0x", "0b2", "1e3", "1.5e3", "1.2.3", "1-", "+", "_1", "1:90");
  isText("10.0.0.0/8", "0.0.0.0", "4625a", "-", "--1", ".");
});

test("timestamps keep their text", () => {
  for (const text of ["2020-01-01", "2020-01-01T00:00:00Z", "2020-1-1 1:02:03.5 +01:00"]) {
    reads("timestamp", { [text]: text });
  }
  isText("2020-1-1", "2020/01/01", "20-01-01", "2020-01-01x");
});

test("explicit tags", () => {
  assert.deepEqual(typeTaggedScalar("!!str", "010"), { type: "string", value: "010" });
  assert.deepEqual(typeTaggedScalar("!<tag:yaml.org,2002:str>", "no"), {
    type: "string",
    value: "no",
  });
  assert.deepEqual(typeTaggedScalar("!", "5"), { type: "string", value: "5" });
  assert.deepEqual(typeTaggedScalar("!!int", "0x10"), { type: "number", value: 16 });
  assert.deepEqual(typeTaggedScalar("!!bool", "yes"), { type: "boolean", value: true });
  assert.deepEqual(typeTaggedScalar("!!null", ""), { type: "null", value: null });
  for (
    const [tag, text] of [["!!int", "a"], ["!!bool", "1"], ["!!binary", "YQ=="], ["!own", "a"]]
  ) {
    assert.equal(typeTaggedScalar(tag, text), undefined);
  }
});
