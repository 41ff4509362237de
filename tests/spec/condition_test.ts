/** Sigma rules specification 2.1, "Condition". */

import test from "node:test";
import { expectFault, expectLeql } from "../helpers/expect_leql.ts";

const THREE = "a: {f: 1x}\nb: {g: 2x}\n_c: {h: 3x}\n";
const [A, B, C] = ['f = NOCASE("1x")', 'g = NOCASE("2x")', 'h = NOCASE("3x")'];

function means(condition: string, ...queries: string[]): void {
  expectLeql(`${THREE}condition: ${condition}`, ...queries);
}

test("and, or, not, in their order of precedence", () => {
  means("a and b", `${A} AND ${B}`);
  means("a or b and _c", `${A} OR ${B} AND ${C}`);
  means("not a and b", `NOT ${A} AND ${B}`);
  means("not (a and b) or _c", `NOT (${A} AND ${B}) OR ${C}`);
});

test("brackets", () => means("(a or b) and _c", `(${A} OR ${B}) AND ${C}`));

test("1 of and all of them leave out identifiers that begin with an underscore", () => {
  means("1 of them", `${A} OR ${B}`);
  means("all of them", `${A} AND ${B}`);
  means("any of them", `${A} OR ${B}`);
});

test("1 of and all of a pattern", () => {
  means("1 of a*", A);
  means("all of _* and a", `${C} AND ${A}`);
  means("not 1 of *", `NOT (${A} OR ${B})`);
});

test("a list of conditions gives one query each", () => means("[a, not b]", A, `NOT ${B}`));

test("identifiers may begin with words of the language", () => {
  expectLeql(
    "notepad: {f: x}\norder: {g: y}\ncondition: notepad or order",
    'f = NOCASE("x") OR g = NOCASE("y")',
  );
});

test("what is no condition", () => {
  expectFault(`${THREE}condition: a and`, "4:19 condition-syntax");
  expectFault(`${THREE}condition: 2 of them`, "4:14 condition-syntax");
  expectFault(`${THREE}condition: a AND b`, "4:16 condition-syntax");
  expectFault(`${THREE}condition: d`, "4:14 undefined-identifier");
  expectFault(`${THREE}condition: a or 1 of d*`, "4:19 empty-quantifier");
  expectFault(`${THREE}condition: a | near b`, "4:16 condition-aggregation");
});
