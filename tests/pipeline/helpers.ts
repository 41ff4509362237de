import assert from "node:assert/strict";
import type { Diagnostic } from "../../lib/diagnostic.ts";
import { applyPipeline, type ProcessedRule } from "../../lib/pipeline/apply.ts";
import { parsePipeline } from "../../lib/pipeline/parse_pipeline.ts";
import type { ProcessingPipeline } from "../../lib/pipeline/pipeline.ts";
import type { ConditionNode, Detection, Rule } from "../../lib/sigma/ast.ts";
import { parseRule } from "../../lib/sigma/parse_rule.ts";
import type { SigmaValue } from "../../lib/sigma/value.ts";
import { parseYaml } from "../../lib/yaml/parse.ts";

/** Freezes a value and all that hangs on it, so that a change in place throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

/** Indents every line of a text. */
export function indent(text: string, by: string): string {
  return text.replace(/^\n+|\s+$/g, "").split("\n").map((line) => by + line).join("\n");
}

/** A frozen rule of a whole YAML text. */
export function ruleOfText(text: string): Rule {
  const [{ root, diagnostics: faults }] = parseYaml(text);
  assert.deepEqual(faults, []);
  assert.equal(root?.kind, "Mapping");
  const { rule, diagnostics } = parseRule(root as never);
  assert.deepEqual(diagnostics.filter(({ severity }) => severity === "error"), []);
  return deepFreeze(rule);
}

/** A frozen rule of windows/process_creation with this detection section. */
export function ruleOf(detection: string, head = ""): Rule {
  const whole = detection.includes("condition:") ? detection : `${detection}\ncondition: sel`;
  const logsource = head.includes("logsource:")
    ? ""
    : "logsource: {category: process_creation, product: windows}\n";
  return ruleOfText(`title: T\n${logsource}${head}\ndetection:\n${indent(whole, "  ")}\n`);
}

/** A pipeline without faults. */
export async function pipelineOf(
  text: string,
  files?: Readonly<Record<string, string>>,
): Promise<ProcessingPipeline> {
  const { pipeline, diagnostics } = await parsePipeline({ path: "p.yml", text, files });
  assert.deepEqual(messages(diagnostics), []);
  return pipeline!;
}

/** A pipeline of these transformation items alone. */
export function itemsOf(
  items: string,
  files?: Readonly<Record<string, string>>,
): Promise<ProcessingPipeline> {
  return pipelineOf(`transformations:\n${indent(items, "  ")}\n`, files);
}

/** Messages of what a pipeline file has wrong, each with its place. */
export async function faultsOf(text: string, files = {}): Promise<string[]> {
  const { pipeline, diagnostics } = await parsePipeline({ path: "p.yml", text, files });
  if (diagnostics.some(({ severity }) => severity === "error")) assert.equal(pipeline, undefined);
  return diagnostics.map(({ line, column, code, message, hint }) => {
    const place = line === undefined ? "" : `${line}:${column} `;
    return `${place}[${code}] ${message}${hint === undefined ? "" : ` (${hint})`}`;
  });
}

/** Faults of transformation items. */
export function itemFaults(items: string, files = {}): Promise<string[]> {
  return faultsOf(`transformations:\n${indent(items, "  ")}\n`, files);
}

/** Applies items to a rule with this detection section. */
export async function run(items: string, detection: string, head = ""): Promise<ProcessedRule> {
  return applyPipeline(ruleOf(detection, head), await itemsOf(items));
}

/** The whole rule in short after its items, or what was wrong. */
export async function applied(items: string, detection: string, head = ""): Promise<string> {
  const { rule, diagnostics } = await run(items, detection, head);
  return rule === undefined ? fatal(diagnostics) : showRule(rule);
}

/** The detection of `sel` in short after its items, or what was wrong. */
export async function sel(items: string, detection: string, head = ""): Promise<string> {
  const { rule, diagnostics } = await run(items, detection, head);
  return rule === undefined ? fatal(diagnostics) : show(rule.identifiers[0].detection);
}

/** Codes and messages of the warnings of items. */
export async function warnings(items: string, detection: string): Promise<string[]> {
  const { rule, diagnostics } = await run(items, detection);
  assert.ok(rule !== undefined, fatal(diagnostics));
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

function fatal(diagnostics: readonly Diagnostic[]): string {
  const found = diagnostics.filter(({ severity }) => severity !== "warning");
  return found.map(({ code, message }) => `${code}: ${message}`).join("\n");
}

/** Messages alone. */
export function messages(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ message }) => message);
}

/** Identifiers and conditions of a rule in short. */
export function showRule(rule: Rule): string {
  const identifiers = rule.identifiers.map(({ name, detection }) => `${name}{${show(detection)}}`);
  const conditions = rule.conditions.map(({ node }) => showCondition(node));
  return `${identifiers.join(" ")} => ${conditions.join("; ")}`;
}

/** A detection in short: `!` negated, `&` and `|` joins, `,` values joined by or, `+` by and. */
export function show(detection: Detection): string {
  if (detection.kind !== "Item") {
    if (detection.items.length === 1) return show(detection.items[0]);
    return `(${detection.items.map(show).join(detection.kind === "All" ? " & " : " | ")})`;
  }
  const values = detection.values.map(showValue).join(detection.linking === "and" ? "+" : ",");
  return `${detection.negated ? "!" : ""}${detection.field ?? "-"}:${values}`;
}

/** A value in short; literal wildcards have a backslash. */
export function showValue(value: SigmaValue): string {
  switch (value.kind) {
    case "String": {
      const text = value.parts.map((part) => {
        if (part.kind === "Text") return part.text.replace(/[*?]/g, "\\$&");
        if (part.kind === "Placeholder") return `%${part.name}%`;
        return part.kind === "Any" ? "*" : "?";
      }).join("");
      return `${value.cased ? "cased " : ""}'${text}'`;
    }
    case "Number":
      return value.text;
    case "Boolean":
      return String(value.value);
    case "Null":
      return "null";
    case "Regex":
      return `/${value.pattern}/${value.flags}`;
    case "FieldRef":
      return `->${value.field}`;
    case "Exists":
      return `exists=${value.exists}`;
    case "Compare":
      return `${value.operator} ${value.text}`;
    case "Variants":
      return `<${value.values.map(showValue).join("|")}>`;
    case "QueryExpression":
      return `expr(${value.template})`;
    default:
      return value.kind;
  }
}

/** A condition in short, with all its parentheses. */
export function showCondition(node: ConditionNode): string {
  switch (node.kind) {
    case "Identifier":
      return node.name;
    case "Quantifier":
      return `${node.quantifier} of ${node.pattern}`;
    case "Not":
      return `not ${showCondition(node.arg)}`;
    default: {
      const word = node.kind === "And" ? " and " : " or ";
      return `(${node.args.map(showCondition).join(word)})`;
    }
  }
}
