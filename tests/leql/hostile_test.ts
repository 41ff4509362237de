import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { printStatement } from "../../lib/leql/print_statement.ts";
import { readStatement } from "../../lib/leql/read/read_statement.ts";
import { SEED } from "../helpers/random.ts";

const PIECES =
  ("a b. \"x\" 'y' \"\"\" ''' \" ' / /x/ /x/i \\ ( ) [ ] , = != == < >= ! AND OR NOT IN " +
    "CONTAINS-ANY NOCASE( IP( 10.0.0.0/8 5 ${v} ${ where( groupby( sum: having( loose LIKE ALL( null * ? " +
    "\u201c \u201d \u2019 ` \u00ab ; { } {x} \u2260 \u2013 \u00a0 \u200b \ufeff \u2028 \u0085 SELECT FROM where # -- (?<n>x)/")
    .split(" ");

test("no text makes the reader throw, and every place lies in the text", () => {
  const text = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string()), { maxLength: 20 })
    .chain((parts) => fc.constantFrom(" ", "").map((blank) => parts.join(blank)));
  fc.assert(
    fc.property(text, (query) => {
      const { statement, diagnostics } = readStatement(query);
      for (const { span, message } of diagnostics) {
        assert.ok(span !== undefined, message);
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= query.length, message);
      }
      if (statement === undefined) return;
      const printed = printStatement(statement);
      const again = readStatement(printed);
      assert.ok(again.statement !== undefined, `${query}\n${printed}`);
      assert.equal(printStatement(again.statement), printed);
    }),
    { numRuns: 20_000, seed: SEED },
  );
});

test("long texts take no more than their share", () => {
  const repeated = (piece: string, length = 100_000) => {
    return piece.repeat(Math.ceil(length / piece.length));
  };
  const texts = [
    ...PIECES.flatMap((piece) => [repeated(piece, 20_000), repeated(`${piece} `, 20_000)]),
    repeated("a = 1 AND "),
    repeated("(a = 1 OR (b = "),
    repeated("a IN [1, 2, "),
    repeated("NOT a, b, "),
    repeated("where(a = ) "),
    repeated("(a LIKE 5) OR ("),
    `a IN [${repeated('"x", ')}"y"]`,
    `a = "${repeated("x ")}"`,
    `a = /${repeated("x ")}/`,
  ];
  for (const text of texts) {
    const before = performance.now();
    readStatement(text);
    const took = performance.now() - before;
    assert.ok(took < 2_000, `${text.slice(0, 30)}: ${took} ms`);
  }
});
