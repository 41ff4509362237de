import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { createLeqlChecker } from "../../lib/check/leql/check_leql.ts";
import { LEQL_CODES } from "../../lib/check/leql/leql_codes.ts";
import { splitQueries } from "../../lib/check/leql/split_queries.ts";
import { checkCommand } from "../../lib/cli/check_command.ts";
import { codeName } from "../../lib/check/codes.ts";
import { inFolder } from "../cli/helpers.ts";
import { ROOT } from "../helpers/project.ts";

const DEFINITION = 'from(\n  event_type = "dns"\n)\nwhere(\n  a = 1\n  AND\n  b = 2\n)';

function split(text: string): string[] {
  return splitQueries(text).map((query) => {
    assert.equal(text.slice(query.start, query.start + query.text.length), query.text);
    return query.text;
  });
}

test("queries of a file are separated by blank lines", () => {
  assert.deepEqual(split("a = 1\n\nb = 2\n"), ["a = 1", "b = 2"]);
  assert.deepEqual(split("\r\na = 1\r\n \t\r\n\r\nb = 2"), ["a = 1", "b = 2"]);
  assert.deepEqual(split(`${DEFINITION}\n\n${DEFINITION}\n`), [DEFINITION, DEFINITION]);
  assert.deepEqual(split(" \n\n"), []);
});

test("a blank line in brackets, or between from() and where(), separates nothing", () => {
  const open = "where(\n  a = 1\n\n  AND b = 2\n)";
  assert.deepEqual(split(`${open}\n\nc = 3`), [open, "c = 3"]);
  const apart = DEFINITION.replace("\nwhere", "\n\nwhere");
  assert.deepEqual(split(`${apart}\n\n${apart}`), [apart, apart]);
  // A bracket that is never closed does not swallow the next query.
  assert.deepEqual(split("where((a = 1)\n\nwhere(b = 2)"), ["where((a = 1)", "where(b = 2)"]);
});

test("a bracket that is never closed hides no later query", () => {
  const open = "where((a = 1";
  assert.deepEqual(split(`${open}\n\nb LIKE 2\n\nc = 3\n`), [open, "b LIKE 2", "c = 3"]);
  assert.deepEqual(split(`${open}\n\nb = 2\n\nwhere(c = 3)`), [open, "b = 2", "where(c = 3)"]);
  // What begins or ends in the middle of a condition belongs to it.
  const parts = `${open}\n\nAND b IN [1,\n\n2]\n\nOR`;
  assert.deepEqual(split(`${parts}\n\nc = 3\n\nd = 4`), [`${parts}\n\nc = 3`, "d = 4"]);
  const definition = 'from(event_type = "dns")\n\nwhere((a = 1';
  assert.deepEqual(split(`${definition}\n\nb = 2`), [definition, "b = 2"]);
  // So it is with a quote: where it ends is not known.
  assert.deepEqual(split('where(a = "x)\n\nb = "y"'), ['where(a = "x)', 'b = "y"']);
  const issues = createLeqlChecker().checkText({
    path: "a.leql",
    text: `${open}\n\nb LIKE "x"\n\nc = “y”\n`,
  });
  assert.deepEqual(issues.map(({ line, validator }) => [line, validator]), [
    [1, "leql_syntax"],
    [3, "leql_unknown_word"],
    [5, "leql_syntax"],
  ]);
});

test("places are those in the file", () => {
  const text = `${DEFINITION}\r\n\r\nwhere(a = 1 OR "x")\n\nb LIKE "y"\n`;
  const issues = createLeqlChecker().checkText({ path: "a.leql", text });
  const shown = issues.map(({ line, column, endColumn, severity, validator }) => {
    return [line, column, endColumn, severity, validator];
  });
  assert.deepEqual(shown, [
    [10, 16, 19, "warning", "leql_or_keyword"],
    [12, 3, 7, "error", "leql_unknown_word"],
  ]);
  assert.equal(createLeqlChecker().checkText({ path: "a", text: "\n" })[0].validator, "empty_file");
});

test("the target decides which doubts matter", () => {
  const names = (text: string, target?: "search" | "detection") => {
    return createLeqlChecker({}, target).checkText({ path: "a.leql", text })
      .map(({ validator }) => validator);
  };
  const definition = 'from(event_type = "dns") where("x")';
  assert.deepEqual(names('where("x")'), []);
  assert.deepEqual(names('where("x")', "detection"), ["leql_keyword_in_detection"]);
  assert.deepEqual(names(definition), ["leql_keyword_in_detection"]);
  assert.deepEqual(names(definition, "search"), ["undocumented_form"]);
});

test("doubts can be left out by their names", () => {
  const config = { validators: ["all", "-leql_or_keyword"] };
  const text = 'a = 1 OR "*"';
  assert.deepEqual(createLeqlChecker(config).checkText({ path: "a", text }), []);
  assert.throws(() => createLeqlChecker({ validators: ["leql_nothing"] }), TypeError);
});

const RULE = `title: T
logsource: {category: process_creation, product: windows}
detection:
  a: {f: x}
  condition: a
`;

test("check reads .leql files, alone and beside rules, in each kind of output", async () => {
  const files = {
    "in/a.leql": 'where(a = "x" OR "y")\n',
    "in/sub/b.leql": "c = 1\n",
    "in/some_rule.yml": RULE,
  };
  await inFolder(files, async (folder) => {
    const out = join(folder, "out");
    const check = async (...args: string[]): Promise<[number, string]> => {
      const print = () => Promise.resolve();
      const code = await checkCommand([...args, "--quiet", "--out", out], print);
      return [code, readFileSync(out, "utf8")];
    };
    const [code, text] = await check(join(folder, "in"), "-x", "identifier_existence");
    assert.equal(code, 0);
    assert.match(text, /a\.leql:1:18: warning: .* \[leql_or_keyword\]/);
    assert.equal(text.split("\n").length, 2);
    const file = join(folder, "in", "a.leql");
    assert.equal((await check(file, "--fail-on", "warning"))[0], 1);
    const [, json] = await check(file, "--to", "ndjson", "--target", "search");
    assert.equal(JSON.parse(json).validator, "leql_or_keyword");
    const [, sarif] = await check(file, "--to", "sarif");
    const { runs: [run] } = JSON.parse(sarif);
    assert.equal(run.results[0].ruleId, "leql_or_keyword");
    assert.equal(run.tool.driver.rules[run.results[0].ruleIndex].id, "leql_or_keyword");
    assert.deepEqual(run.results[0].locations[0].physicalLocation.region, {
      startLine: 1,
      startColumn: 18,
      endLine: 1,
      endColumn: 21,
    });
    await assert.rejects(check(file, "--target", "serach"), /Unknown value "serach"/);
  });
});

test("docs/leql-check.md has each finding, with its source", () => {
  const lines = readFileSync(join(ROOT, "docs/leql-check.md"), "utf8").split("\n");
  for (const { code, source } of LEQL_CODES) {
    const row = lines.find((line) => line.startsWith(`| \`${codeName(code)}\``));
    assert.ok(row !== undefined, code);
    assert.equal(row.split("|").at(-2)?.trim(), source, code);
  }
});
