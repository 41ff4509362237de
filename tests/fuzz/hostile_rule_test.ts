import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { createCompiler } from "../../lib/compile.ts";
import { FORMATS } from "../../lib/leql/formats/registry.ts";
import { builtinMapping } from "../../lib/mappings/builtin.ts";
import type { CompileResult } from "../../lib/result.ts";
import { ruleText } from "../helpers/expect_leql.ts";
import { readLeql } from "../helpers/leql_reader.ts";
import { SEED } from "../helpers/random.ts";

const compiler = createCompiler({ mapping: builtinMapping("pysigma"), formats: FORMATS });

function compile(detection: string): CompileResult {
  return compiler.compileText({ path: "rule.yml", text: ruleText(detection) })[0];
}

/** Text made of what is special somewhere on the way, and of anything else. */
const hostileText = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        ...`"'\\*?/$\{}()[]|^%\n\t,=`,
        '"""',
        "'''",
        " AND ",
        " OR ",
        "${x}",
        "\\E",
        "\\Q",
        "(?i)",
        "NOT (",
        "-",
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        "a",
        "B",
        " ",
        "é",
        "日",
        "😀",
        "\u0000",
        "\u0085",
        "\u2028",
        "\u001b[31m",
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
  ),
  { minLength: 1, maxLength: 40 },
).map((pieces) => pieces.join(""));

const parameters = { seed: SEED, numRuns: 1500 };

/** The signs and words of a query, a literal as `•`. */
function skeleton(query: string): string {
  return readLeql(query)
    .map((token) => token.kind === "symbol" ? token.text : token.kind === "text" ? "T" : "R")
    .join(" ");
}

const ONE_MATCH = /^(?:k = NOCASE \( T \)|k (?:ICONTAINS|ISTARTS-WITH|=) T|k = R|k != R)$/;

for (const modifier of ["", "|contains", "|startswith", "|endswith", "|cased", "|contains|cased"]) {
  test(`random texts stay inside of one literal under "${modifier}"`, () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { queries, diagnostics } = compile(`"k${modifier}": ${JSON.stringify(text)}`);
        assert.ok(!diagnostics.some(({ code }) => code === "internal"));
        if (queries.length === 0) {
          assert.ok(!text.isWellFormed(), JSON.stringify(diagnostics));
          return;
        }
        const [{ query }, advanced, definition] = queries;
        assert.match(
          skeleton(query),
          modifier.includes("cased") ? /^k (?:=|CONTAINS|STARTS-WITH) [TR]$/ : ONE_MATCH,
        );
        assert.equal(skeleton(advanced.query), `where ( ${skeleton(query)} )`);
        assert.ok(definition.query.endsWith(`\nwhere(\n  ${query}\n)`));
        // deno-lint-ignore no-control-regex
        assert.doesNotMatch(query, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|\$\{/);
      }),
      parameters,
    );
  });
}

test("random regular expressions stay inside of one literal, or are refused", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const { queries, diagnostics } = compile(`"k|re": ${JSON.stringify(text)}`);
      assert.ok(!diagnostics.some(({ code }) => code === "internal"), JSON.stringify(diagnostics));
      if (queries.length === 0) {
        assert.match(diagnostics[0].code, /^(?:regex-not-re2|invalid-regex)$/);
      } else assert.equal(skeleton(queries[0].query), "k = R");
    }),
    parameters,
  );
});

test("random keywords stay inside of one literal", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const { queries, diagnostics } = compile(
        `kw: [${JSON.stringify(text)}]\ncondition: kw`,
      );
      assert.ok(!diagnostics.some(({ code }) => code === "internal"));
      if (queries.length === 0) assert.ok(!text.isWellFormed());
      else assert.equal(skeleton(queries[0].query), "R");
    }),
    parameters,
  );
});

test("random field names stay inside of one key, or are refused", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const field = text.replaceAll("|", "");
      const { queries, diagnostics } = compile(`? ${JSON.stringify(field)}\n: v`);
      assert.ok(!diagnostics.some(({ code }) => code === "internal"));
      if (queries.length === 0) {
        assert.deepEqual(diagnostics.map(({ code }) => code), ["unsupported-key"]);
        return;
      }
      const shown = skeleton(queries[0].query);
      assert.match(shown, field === "" ? /^R$/ : /^(?:T|[\w.]+) = NOCASE \( T \)$/);
      if (shown.startsWith("T")) {
        assert.deepEqual(readLeql(queries[0].query)[0], { kind: "text", text: field });
      }
    }),
    parameters,
  );
});

test("random lists: every value is in the query, and nothing else is", () => {
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 1, maxLength: 6 }), (texts) => {
      const { queries, diagnostics } = compile(`k|contains: ${JSON.stringify(texts)}`);
      assert.ok(!diagnostics.some(({ code }) => code === "internal"));
      if (queries.length === 0) return;
      const shown = skeleton(queries[0].query);
      const one = "k (?:= R|ICONTAINS T|ICONTAINS-ANY \\[ T(?: , T)+ \\])";
      assert.match(shown, new RegExp(`^${one}(?: OR ${one})*$`));
      assert.equal(shown.match(/\b[TR]\b/g)?.length, texts.length);
    }),
    parameters,
  );
});

test("random conditions give queries or a fault with a place", () => {
  const word = fc.constantFrom(
    "a",
    "b",
    "_c",
    "and",
    "or",
    "not",
    "(",
    ")",
    "1 of",
    "all of",
    "any of",
    "them",
    "a*",
    "*",
    "|",
    "notepad",
    "AND",
    "of",
    "1",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 14 }), (words) => {
      const condition = words.join(" ");
      const { queries, diagnostics } = compile(
        `a: {x: 1}\nb: {y: 2}\n_c: {z: 3}\nnotepad: {w: 4}\ncondition: ${
          JSON.stringify(condition)
        }`,
      );
      if (queries.length > 0) return;
      assert.ok(diagnostics.length > 0);
      for (const { code, line, column } of diagnostics) {
        assert.match(code, /^(?:condition-|undefined-|empty-quantifier)/);
        assert.equal(line, 8);
        assert.ok(column! >= 15 && column! <= 15 + condition.length, `${column}`);
      }
    }),
    parameters,
  );
});

test("random bytes as YAML never stop the compiler", () => {
  const piece = fc.constantFrom(
    "a",
    ":",
    " ",
    "\n",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "&x",
    "*x",
    "!",
    "!!str",
    "|",
    ">",
    "'",
    '"',
    "#",
    "---\n",
    "...\n",
    "\t",
    "\r\n",
    "<<: ",
    "? ",
    "%",
    "\ufeff",
    "detection:",
    "title: t\n",
    "condition: a\n",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const results = compiler.compileText({ path: "rule.yml", text: pieces.join("") });
      assert.ok(results.length > 0);
      for (const { queries, diagnostics } of results) {
        assert.ok(queries.length > 0 || diagnostics.some(({ severity }) => severity !== "warning"));
        assert.ok(
          !diagnostics.some(({ code }) => code === "internal"),
          JSON.stringify(diagnostics),
        );
      }
    }),
    { seed: SEED, numRuns: 5000 },
  );
});
