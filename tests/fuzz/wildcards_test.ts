import assert from "node:assert/strict";
import test from "node:test";
import { RE2JS } from "re2js";
import { lowerExpr } from "../../lib/leql/lower_expr.ts";
import { ONE_LINE, printNode } from "../../lib/leql/print.ts";
import { stringValue } from "../../lib/sigma/sigma_string.ts";
import { readLeql } from "../helpers/leql_reader.ts";
import { allStrings } from "../helpers/strings.ts";

/** Whether a Sigma text matches a whole value, read character by character from the specification. */
function matches(raw: string, value: string): boolean {
  if (raw === "") return value === "";
  if (raw[0] === "*") {
    return matches(raw.slice(1), value) || (value !== "" && matches(raw, value.slice(1)));
  }
  if (value === "") return false;
  if (raw[0] === "?") return matches(raw.slice(1), value.slice(1));
  const escapes = raw[0] === "\\" && raw.length > 1 && "\\*?".includes(raw[1]);
  const [character, rest] = escapes ? [raw[1], raw.slice(2)] : [raw[0], raw.slice(1)];
  return character.toLowerCase() === value[0].toLowerCase() && matches(rest, value.slice(1));
}

/** What a query of one comparison says of a value, by the meaning of LEQL's operators. */
function predicate(query: string): (value: string) => boolean {
  const tokens = readLeql(query);
  const literal = tokens.find(({ kind }) => kind !== "symbol")!;
  const operator = tokens[1].kind === "symbol" ? tokens[1].text : "";
  if (literal.kind === "regex") {
    const regex = RE2JS.compile(
      literal.pattern,
      literal.flags === "i" ? RE2JS.CASE_INSENSITIVE : 0,
    );
    return (value) => regex.matcher(value).find();
  }
  assert.ok(literal.kind === "text");
  const wanted = literal.text.toLowerCase();
  switch (operator) {
    case "=":
      return (value) => value.toLowerCase() === wanted;
    case "ICONTAINS":
      return (value) => value.toLowerCase().includes(wanted);
    case "ISTARTS-WITH":
      return (value) => value.toLowerCase().startsWith(wanted);
    default:
      throw new Error(`No meaning for ${operator} in ${query}`);
  }
}

test("a query matches the values that the Sigma text matches, for all short ones", () => {
  const values = [...allStrings("aB\\*.\n", 3)];
  for (const raw of allStrings("a*?\\.", 4)) {
    const value = stringValue(raw, { start: 0, end: 0 });
    const { node } = lowerExpr({ kind: "Match", field: "k", value, span: value.span });
    const query = printNode(node!, ONE_LINE);
    const holds = predicate(query);
    for (const candidate of values) {
      if (holds(candidate) === matches(raw, candidate)) continue;
      assert.fail(`${JSON.stringify(raw)} on ${JSON.stringify(candidate)}: ${query}`);
    }
  }
});
