import assert from "node:assert/strict";
import test from "node:test";
import { didYouMean, nearest } from "../../lib/suggest.ts";

const KNOWN = ["contains", "startswith", "endswith", "all", "i"];

test("the nearest name, whatever its case", () => {
  assert.equal(nearest("contain", KNOWN), "contains");
  assert.equal(nearest("CONTAINS", KNOWN), "contains");
  assert.equal(nearest("starts_with", KNOWN), "startswith");
  assert.equal(nearest("al", KNOWN), "all");
});

test("the first of several that are equally near", () => {
  assert.equal(nearest("ab", ["aa", "bb"]), "aa");
});

test("nothing when no name is near", () => {
  for (const name of ["", "frobnicate", "xyz"]) assert.equal(nearest(name, KNOWN), undefined);
  assert.equal(nearest("a", []), undefined);
});

test("the hint quotes the name", () => {
  assert.equal(didYouMean("contain", KNOWN), 'Did you mean "contains"?');
  assert.equal(didYouMean("xyz", KNOWN), undefined);
});
