import schema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { type Schema, Validator } from "@cfworker/json-schema";
import assert from "node:assert/strict";
import { test } from "node:test";
import { inFolder, records, run } from "./helpers.ts";
import { INVALID_RULE, RULE } from "./rules.ts";

const NOTED = RULE.replace(/id: .*\n/, "").replace("whoami.exe'", "who.exe'").replace("Who", "No");
const FILES = {
  "rules/whoami_tool.yml": RULE,
  "rules/without_id.yml": NOTED,
  "bad/no_condition.yml": INVALID_RULE,
  "checks.yml": "validators: [identifier_existence]\n",
};

/** What is read of a result. */
interface SarifResult {
  readonly ruleId: string;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number; readonly startColumn: number };
    };
  }[];
}

test("cli checks rules and exits with 0, 1 or 2 by what was found", async () => {
  await inFolder(FILES, async (folder) => {
    const cases: readonly [number, string, RegExp][] = [
      [0, "rules -c checks.yml", /^2 files checked: 0 errors, 1 warning, 0 notes\n$/],
      [1, "rules -c checks.yml --fail-on warning", /^2 files checked: 0 errors, 1 warning/],
      [0, "rules -c checks.yml --fail-on warning -x identifier_existence", / 0 warnings/],
      [1, "rules bad", /^3 files checked: 1 error, /],
      [0, "rules -c checks.yml -q", /^$/],
      [2, "nosuch", /^Error: Cannot read input "nosuch": .*\nSee sigma-leql --help\n$/],
      [2, "rules --to xml", /^Error: Unknown value "xml" for --to\n/],
      [2, "rules -c nosuch.yml", /^Error: Cannot read the configuration "nosuch\.yml": /],
      [2, "checks.yml --out checks.yml", /^Error: Output "checks\.yml" is also an input\n/],
      [2, "", /^Error: No input given\n/],
    ];
    await Promise.all(cases.map(async ([expected, args, message]) => {
      const argv = ["check", ...args.split(" ").filter((arg) => arg !== "")];
      const { code, stderr } = await run(argv, { cwd: folder });
      assert.equal(code, expected, `${args}: ${stderr}`);
      assert.match(stderr, message, args);
    }));
  });
});

test("cli writes what it finds as text, NDJSON and SARIF", async () => {
  await inFolder(FILES, async (folder) => {
    const argv = ["check", "rules", "bad/no_condition.yml", "-q", "-c", "checks.yml"];
    const [text, ndjson, sarif] = await Promise.all(["text", "ndjson", "sarif"].map(async (to) => {
      const { code, stdout, stderr } = await run([...argv, "--to", to], { cwd: folder });
      assert.equal(code, 1);
      assert.equal(stderr, "");
      return stdout;
    }));
    const wanted = [
      ["rules/without_id.yml", 1, 1, "warning", "identifier_existence"],
      ["bad/no_condition.yml", 4, 3, "error", "missing_condition"],
    ];
    const found = records(ndjson);
    assert.deepEqual(
      found.map((
        { path, line, column, severity, validator },
      ) => [path, line, column, severity, validator]).filter(([path, , , , validator]) =>
        wanted.some((row) => row[0] === path && row[4] === validator)
      ),
      wanted,
    );
    assert.deepEqual(
      text.trimEnd().split("\n").map((line) => line.split(": ", 2).join(": ")),
      found.map(({ path, line, column, severity }) => `${path}:${line}:${column}: ${severity}`),
    );
    const log = JSON.parse(sarif);
    const { valid, errors } = new Validator(schema as Schema, "4", true).validate(log);
    assert.ok(valid, JSON.stringify(errors.slice(0, 3)));
    const [{ results }] = log.runs as { results: SarifResult[] }[];
    assert.deepEqual(
      results.map(({ ruleId, locations: [{ physicalLocation: at }] }) => [
        at.artifactLocation.uri,
        at.region.startLine,
        at.region.startColumn,
        ruleId,
      ]),
      found.map(({ path, line, column, validator }) => [path, line, column, validator]),
    );
  });
});

test("cli checks a stream, with the places that documents have in it", async () => {
  const stdin = `${RULE}---\n${NOTED}`;
  const { code, stdout } = await run(["check", "-", "--to", "ndjson", "-q"], { stdin });
  assert.equal(code, 0);
  const issue = records(stdout).find(({ validator }) => validator === "identifier_existence");
  assert.equal(issue.path, "-");
  assert.equal(issue.line, RULE.split("\n").length + 1);
});
