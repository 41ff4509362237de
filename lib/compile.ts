/**
 * The compiler: every stage, in order.
 *
 * text -> documents -> rule -> mapped rule -> expression -> LEQL tree -> text
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal, locate } from "./diagnostic.ts";
import { lowerRule } from "./expr/lower_rule.ts";
import type { LeqlNode } from "./leql/ast.ts";
import { type Format, FORMAT_REGISTRY, FORMATS } from "./leql/formats/registry.ts";
import { lowerExpr } from "./leql/lower_expr.ts";
import { ONE_LINE, printNode } from "./leql/print.ts";
import type { LeqlQuery } from "./leql/query.ts";
import { applyMapping, type Mapping, prepareMapping, type Target } from "./mappings/apply.ts";
import { BUILTIN_MAPPINGS, DEFAULT_MAPPING } from "./mappings/builtin.ts";
import type { MappingTable } from "./mappings/table.ts";
import type { CompileResult, FormatDiagnostic, Query } from "./result.ts";
import type { Rule } from "./sigma/ast.ts";
import { parseRule } from "./sigma/parse_rule.ts";
import type { Source } from "./source.ts";
import { getValue, type YamlMapping } from "./yaml/node.ts";
import { parseYaml, type YamlDocument } from "./yaml/parse.ts";

export { type Format, FORMATS } from "./leql/formats/registry.ts";
export type { CompileResult, FormatDiagnostic, Query } from "./result.ts";

/** How to compile. Plain data, so that it can cross to a worker. */
export interface CompileOptions {
  /** Formats to write, in any order; each at most once. @default {["default"]} */
  readonly formats?: readonly Format[];
  /** The mapping table. @default {BUILTIN_MAPPINGS.insightidr} */
  readonly mapping?: MappingTable;
}

/** Compiles texts with one set of options. */
export interface Compiler {
  /**
   * Compiles all documents of a text.
   *
   * @param source The text and its path
   * @returns One result for each document, in order; for an empty text one with the fault
   * `empty-file`. Never throws.
   */
  compileText(source: Source): CompileResult[];
}

/**
 * Makes a compiler. The mapping table is indexed once, so use one compiler for many texts.
 *
 * @param options Formats and mapping table
 * @returns The compiler; it keeps no state between texts
 * @throws {TypeError} When a format does not exist
 *
 * @example Two formats of one rule
 * ```ts
 * import { createCompiler } from "./compile.ts";
 * import assert from "node:assert/strict";
 *
 * const compiler = createCompiler({ formats: ["default", "leql_advanced_search"] });
 * const text = `
 * title: Whoami
 * logsource: { category: process_creation, product: windows }
 * detection:
 *   selection: { Image|endswith: '\\whoami.exe' }
 *   condition: selection
 * `;
 * const [result] = compiler.compileText({ path: "whoami.yml", text });
 * assert.deepEqual(result.queries.map(({ query }) => query), [
 *   "process.exe_path=/.*\\\\whoami\\.exe$/i",
 *   "where(process.exe_path=/.*\\\\whoami\\.exe$/i)",
 * ]);
 * ```
 */
export function createCompiler(options: CompileOptions = {}): Compiler {
  const wanted = options.formats ?? ["default"];
  for (const format of wanted) {
    if (!FORMATS.includes(format)) throw new TypeError(`The format "${format}" does not exist`);
  }
  const setup: Setup = {
    formats: FORMATS.filter((format) => wanted.includes(format)),
    mapping: prepareMapping(options.mapping ?? BUILTIN_MAPPINGS[DEFAULT_MAPPING]),
  };
  return { compileText: (source) => compileText(source, setup) };
}

interface Setup {
  readonly formats: readonly Format[];
  readonly mapping: Mapping;
}

function compileText(source: Source, setup: Setup): CompileResult[] {
  const documents = guard(source, () => parseYaml(source.text));
  if (!Array.isArray(documents)) return [failed(source, 0, [documents])];
  if (documents.length === 0) {
    const fault = diagnostic("error", "empty-file", "The file has no document", START);
    return [failed(source, 0, [fault])];
  }
  return documents.map((document) => {
    const result = guard(source, () => compileDocument(source, document, setup));
    return "code" in result ? failed(source, document.index, [result]) : result;
  });
}

const START = { start: 0, end: 0 };

/** Turns a fault of this program into a diagnostic. */
function guard<T>(source: Source, run: () => T): T | Diagnostic {
  try {
    return run();
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return diagnostic(
      "error",
      "internal",
      `Cannot compile "${source.path}" because of a fault of this program: ${what}`,
      undefined,
      "Please report it, with the rule",
    );
  }
}

function failed(source: Source, index: number, diagnostics: readonly Diagnostic[]): CompileResult {
  return result(source, index, undefined, [], diagnostics, []);
}

function compileDocument(source: Source, document: YamlDocument, setup: Setup): CompileResult {
  const { index, root } = document;
  const diagnostics = [...document.diagnostics];
  if (root === undefined) return failed(source, index, diagnostics);
  if (root.kind !== "Mapping") {
    const what = root.kind === "Scalar" ? "a scalar" : "a list";
    diagnostics.push(
      diagnostic("error", "not-a-rule", `The document is ${what}, not a rule`, root.span),
    );
    return failed(source, index, diagnostics);
  }
  const foreign = foreignKind(root);
  if (foreign !== undefined) return failed(source, index, [...diagnostics, foreign]);
  const parsed = parseRule(root);
  diagnostics.push(...parsed.diagnostics);
  if (diagnostics.some(isFatal)) {
    return result(source, index, parsed.rule, [], diagnostics, []);
  }
  return compileParsed(source, index, parsed.rule, diagnostics, setup);
}

function foreignKind(root: YamlMapping): Diagnostic | undefined {
  for (const key of ["correlation", "filter", "action"]) {
    if (getValue(root, key) === undefined) continue;
    const message = `Documents with the key "${key}" are not converted`;
    return diagnostic("unsupported", "unknown-document", message, root.span);
  }
  return undefined;
}

function compileParsed(
  source: Source,
  index: number,
  rule: Rule,
  diagnostics: Diagnostic[],
  setup: Setup,
): CompileResult {
  const mapped = applyMapping(rule, setup.mapping);
  diagnostics.push(...mapped.diagnostics);
  const lowered = lowerRule(mapped.rule ?? rule);
  diagnostics.push(...lowered.diagnostics);
  const trees: LeqlNode[] = [];
  for (const condition of lowered.conditions) {
    const { node, diagnostics: found } = lowerExpr(condition);
    diagnostics.push(...found);
    if (node !== undefined) trees.push(node);
  }
  if (diagnostics.some(isFatal) || mapped.target === undefined) {
    return result(source, index, rule, [], diagnostics, []);
  }
  const { queries, faults } = render(trees, mapped.target, setup.formats);
  return result(source, index, rule, queries, diagnostics, faults);
}

function render(
  trees: readonly LeqlNode[],
  target: Target,
  formats: readonly Format[],
): { queries: Query[]; faults: FormatDiagnostic[] } {
  const queries: Query[] = [];
  const faults: FormatDiagnostic[] = [];
  const { eventType, eventTypeKey } = target;
  const parts = trees.map((where): LeqlQuery => {
    return { where, line: printNode(where, ONE_LINE), eventType, eventTypeKey };
  });
  for (const format of formats) {
    const texts = parts.map((part) => FORMAT_REGISTRY[format].render(part));
    const fault = texts.find((text) => typeof text !== "string");
    if (fault !== undefined) {
      faults.push({ format, diagnostic: fault as Diagnostic });
      continue;
    }
    texts.forEach((query, condition) => {
      queries.push({ format, condition, query: query as string });
    });
  }
  return { queries, faults };
}

function result(
  source: Source,
  rule: number,
  parsed: Rule | undefined,
  queries: readonly Query[],
  diagnostics: readonly Diagnostic[],
  formatDiagnostics: readonly FormatDiagnostic[],
): CompileResult {
  const metadata = parsed?.metadata;
  return {
    path: source.path,
    rule,
    id: metadata?.id ?? null,
    title: metadata?.title ?? null,
    level: metadata?.level ?? null,
    status: metadata?.status ?? null,
    tags: metadata?.tags ?? [],
    logsource: parsed?.logsource ?? null,
    queries,
    diagnostics: unique(diagnostics).map((item) => locate(item, source.text)),
    formatDiagnostics,
  };
}

/** A search identifier that is used twice has its faults once. */
function unique(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length < 2) return diagnostics;
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, span }) => {
    const id = `${code} ${span?.start} ${message}`;
    return !seen.has(id) && seen.add(id);
  });
}
