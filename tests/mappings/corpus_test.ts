import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { test } from "node:test";
import { isFatal } from "../../lib/diagnostic.ts";
import { applyMapping, type MappedRule, prepareMapping } from "../../lib/mappings/apply.ts";
import { BUILTIN_MAPPINGS } from "../../lib/mappings/builtin.ts";
import type { Detection, Rule } from "../../lib/sigma/ast.ts";
import { parseRule } from "../../lib/sigma/parse_rule.ts";
import { parseYaml } from "../../lib/yaml/parse.ts";

/** One line of the reference's answers. */
interface Reference {
  readonly path: string;
  readonly error?: string;
  readonly queries?: Readonly<Record<string, readonly string[]>>;
}

interface Case {
  readonly reference: Reference;
  readonly rule: Rule;
  readonly readable: boolean;
}

const SHARED = new URL("../../../shared/", import.meta.url);
const ORACLE = new URL("oracle/sigmahq.ndjson", SHARED);
const present = existsSync(ORACLE);
const skip = present || process.env.CI ? false : "../shared (SigmaHQ rules and oracle) is absent";

let loaded: Case[] | undefined;

function cases(): Case[] {
  loaded ??= readFileSync(ORACLE, "utf8").trim().split("\n").flatMap((line) => {
    const reference: Reference = JSON.parse(line);
    const text = readFileSync(new URL(`corpus/sigmahq/${reference.path}`, SHARED), "utf8");
    const root = parseYaml(text)[0]?.root;
    if (root?.kind !== "Mapping") return [];
    const { rule, diagnostics } = parseRule(root);
    return [{ reference, rule, readable: !diagnostics.some(isFatal) }];
  });
  return loaded;
}

const TOKEN_REGEXP =
  /"""[^]*?"""|"[^"]*"|'[^']*'|=\/.*?\/i(?=[\s)]|$)|([A-Za-z_][\w.-]*)(?=\s*(?:=|IIN\b|ICONTAINS|ISTARTS-WITH))/g;

/** The keys of a query, as the reference writes it: `/` in a regex is not escaped. */
function keysOf(query: string): string[] {
  return [...query.matchAll(TOKEN_REGEXP)].flatMap(([, key]) => key === undefined ? [] : [key]);
}

function fieldsOf(detection: Detection): string[] {
  if (detection.kind !== "Item") return detection.items.flatMap(fieldsOf);
  return detection.field === null ? [] : [detection.field];
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

test("the table pysigma has the keys and event types of each reference query", { skip }, () => {
  const mapping = prepareMapping(BUILTIN_MAPPINGS.pysigma);
  let count = 0;
  for (const { reference, rule } of cases()) {
    if (reference.queries === undefined) continue;
    count++;
    const result: MappedRule = applyMapping(rule, mapping);
    assert.ok(result.rule, `${reference.path}: ${result.diagnostics[0]?.message}`);
    assert.deepEqual(
      sorted(result.rule.identifiers.flatMap(({ detection }) => fieldsOf(detection))),
      sorted(reference.queries.default.flatMap(keysOf)),
      reference.path,
    );
    const from = `entry_type = "${result.target!.eventType}"`;
    assert.ok(reference.queries.leql_detection_definition[0].includes(from), reference.path);
  }
  assert.equal(count, 1333);
});

test("the table pysigma refuses the log sources and fields that the reference does", {
  skip,
}, () => {
  const mapping = prepareMapping(BUILTIN_MAPPINGS.pysigma);
  const expected = [["not yet supported", "unmapped-logsource"], [
    "does not support the",
    "unsupported-field",
  ]];
  for (const { reference, rule, readable } of cases()) {
    const [, code] = expected.find(([text]) => reference.error?.includes(text)) ?? [];
    if (code === undefined || !readable) continue;
    const { diagnostics } = applyMapping(rule, mapping);
    assert.ok(diagnostics.some((item) => item.code === code), `${reference.path}: ${code}`);
  }
});

test("the table insightidr maps at least 1,500 rules and leaves no field unexplained", {
  skip,
}, () => {
  const mapping = prepareMapping(BUILTIN_MAPPINGS.insightidr);
  let count = 0;
  for (const { reference, rule, readable } of cases()) {
    if (!readable) continue;
    const result = applyMapping(rule, mapping);
    if (result.rule !== undefined) count++;
    const unknown = result.diagnostics.filter(({ code }) => code === "unmapped-field");
    assert.deepEqual(unknown, [], reference.path);
  }
  assert.ok(count >= 1500, `${count} rules are mapped`);
});
