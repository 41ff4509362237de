import assert from "node:assert/strict";
import { applyMapping, type MappedRule, prepareMapping } from "../../lib/mappings/apply.ts";
import type { MappingTable } from "../../lib/mappings/table.ts";
import type { Detection, Rule } from "../../lib/sigma/ast.ts";
import { encodeParts } from "../../lib/sigma/sigma_string.ts";
import { parseRule } from "../../lib/sigma/parse_rule.ts";
import type { SigmaValue } from "../../lib/sigma/value.ts";
import { parseYaml } from "../../lib/yaml/parse.ts";

/** A rule of the log source process_creation/windows with this detection section. */
export function ruleOf(
  detection: string,
  logsource = "{category: process_creation, product: windows}",
): Rule {
  const lines = detection.trim().split("\n").map((line) => `  ${line}`).join("\n");
  const text = `title: T\nlogsource: ${logsource}\nfields: [Image, Foo]\ndetection:\n${lines}\n`;
  const [{ root }] = parseYaml(text);
  assert.equal(root?.kind, "Mapping");
  const { rule, diagnostics } = parseRule(root as never);
  assert.deepEqual(diagnostics.filter(({ severity }) => severity === "error"), []);
  return rule;
}

/** A table with one entry for process_creation/windows. */
export function tableOf(entry: object, rest: object = {}): MappingTable {
  return {
    name: "test",
    entries: {
      process: { logsources: [{ category: "process_creation", product: "windows" }], ...entry },
    },
    ...rest,
  };
}

/** Maps a detection section, whose condition is `selection` when it has none. */
export function mapOf(detection: string, table: MappingTable): MappedRule {
  const whole = detection.includes("condition:") ? detection : `${detection}\ncondition: selection`;
  return applyMapping(ruleOf(whole), prepareMapping(table));
}

/** What the identifier `selection` has become, in short; or the messages. */
export function mapped(detection: string, table: MappingTable): string {
  const { rule, diagnostics } = mapOf(detection, table);
  if (rule === undefined) return diagnostics.map(({ message }) => message).join("\n");
  return show(rule.identifiers.find(({ name }) => name === "selection")!.detection);
}

/** A detection in short: `!` negated, `&` and `|` joins, `,` values joined by or. */
export function show(detection: Detection): string {
  if (detection.kind !== "Item") {
    if (detection.items.length === 1) return show(detection.items[0]);
    return `(${detection.items.map(show).join(detection.kind === "All" ? " & " : " | ")})`;
  }
  const values = detection.values.map(showValue).join(detection.linking === "and" ? "+" : ",");
  return `${detection.negated ? "!" : ""}${detection.field}:${values}`;
}

function showValue(value: SigmaValue): string {
  switch (value.kind) {
    case "String":
      return encodeParts(value.parts);
    case "FieldRef":
      return `->${value.field}`;
    case "Exists":
      return value.exists ? "exists" : "missing";
    case "Null":
      return "null";
    default:
      return value.kind;
  }
}
