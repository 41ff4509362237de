/**
 * Jinja2 templates. The only file that imports the template engine; it is
 * loaded when a pipeline has a template.
 *
 * @module
 */

import { Environment, Interpreter, parse, Template, tokenize } from "@huggingface/jinja";
import { isMap, type PipelineValue } from "./pipeline_value.ts";
import { LIST_ATTRIBUTES, TEXT_ATTRIBUTES } from "./rule_attributes.ts";

/** A template, ready to be rendered. */
export interface CompiledTemplate {
  /** Fills the template; throws an Error that says why it cannot be. */
  readonly render: (variables: Readonly<Record<string, PipelineValue>>) => string;
}

/** Methods of strings, lists and mappings that the engine has. */
const METHODS: ReadonlySet<string> = new Set([
  ...["capitalize", "endswith", "lower", "lstrip", "replace", "rstrip", "split", "startswith"],
  ...["strip", "title", "upper", "get", "items", "keys", "values"],
]);

/** Attributes of Python objects that are plain texts here: reading them would give nothing. */
const PYTHON_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...["name", "value", "namespace", "year", "month", "day", "isoformat", "strftime"],
]);

const RULE_ATTRIBUTES: readonly string[] = [...TEXT_ATTRIBUTES, ...LIST_ATTRIBUTES];
const ROOTS: Readonly<Record<string, readonly string[]>> = {
  rule: [...RULE_ATTRIBUTES, "logsource", "custom_attributes", "type"],
  pipeline: ["name", "vars", "state", "applied_ids"],
};
const LOGSOURCE: readonly string[] = ["category", "product", "service"];

/**
 * Compiles a template. White space around blocks stays, one line break at the
 * end goes, as Jinja2 does it.
 *
 * @returns The template, or why it cannot be used
 */
export function compileTemplate(
  text: string,
): CompiledTemplate | { readonly fault: string; readonly unsupported: boolean } {
  let program: ReturnType<typeof parse>;
  try {
    program = parse(tokenize(text, { trim_blocks: false, lstrip_blocks: false }));
  } catch (error) {
    return { fault: (error as Error).message, unsupported: false };
  }
  const fault = findFault(program);
  if (fault !== undefined) return { fault, unsupported: true };
  const template = new Template("");
  template.parsed = program;
  return { render: (variables) => template.render(toEngine(variables) as Record<string, unknown>) };
}

/** The engine knows no big integers. */
function toEngine(value: PipelineValue): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(toEngine);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toEngine(part)]));
}

interface SyntaxNode {
  readonly type?: string;
  readonly object?: SyntaxNode;
  readonly property?: SyntaxNode;
  readonly computed?: boolean;
  readonly value?: unknown;
  readonly filter?: SyntaxNode;
  readonly callee?: SyntaxNode;
}

/** Finds what would silently give an empty text, or fail only when a rule comes. */
function findFault(node: unknown): string | undefined {
  if (typeof node !== "object" || node === null) return undefined;
  if (Array.isArray(node)) return firstFault(node);
  const syntax = node as SyntaxNode;
  const own = syntax.type === "MemberExpression"
    ? memberFault(syntax)
    : syntax.type === "FilterExpression" || syntax.type === "FilterStatement"
    ? filterFault(syntax.filter)
    : undefined;
  return own ?? firstFault(node instanceof Map ? [...node.values()] : Object.values(node));
}

function firstFault(nodes: readonly unknown[]): string | undefined {
  for (const node of nodes) {
    const fault = findFault(node);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function memberFault({ object, property, computed }: SyntaxNode): string | undefined {
  if (computed === true || property?.type !== "Identifier") return undefined;
  const name = String(property.value);
  const path = pathOf(object);
  if (path === undefined) return pythonFault(name);
  const [root, first, ...rest] = path;
  if (!Object.hasOwn(ROOTS, root)) return pythonFault(name);
  const shown = [...path, name].join(".");
  if (first === undefined) {
    return ROOTS[root].includes(name) ? undefined : `"${shown}" has no value here`;
  }
  if (["vars", "state", "custom_attributes"].includes(first)) return undefined;
  if (first === "logsource" && rest.length === 0) {
    return LOGSOURCE.includes(name) ? undefined : `"${shown}" has no value here`;
  }
  return METHODS.has(name) ? undefined : `"${shown}" has no value here`;
}

function pythonFault(name: string): string | undefined {
  return PYTHON_ATTRIBUTES.has(name) ? `the attribute "${name}" has no value here` : undefined;
}

function pathOf(node: SyntaxNode | undefined): readonly string[] | undefined {
  if (node?.type === "Identifier") return [String(node.value)];
  if (node?.type !== "MemberExpression" || node.computed === true) return undefined;
  const path = pathOf(node.object);
  return path && [...path, String(node.property?.value)];
}

function filterFault(filter: SyntaxNode | undefined): string | undefined {
  const name = filter?.type === "CallExpression" ? filter.callee?.value : filter?.value;
  if (typeof name !== "string" || hasFilter(name)) return undefined;
  return `the filter "${name}" has no equal here`;
}

const KNOWN_FILTERS = new Map<string, boolean>();

/** Asks the engine, which has no list of its filters. */
function hasFilter(name: string): boolean {
  let known = KNOWN_FILTERS.get(name);
  if (known === undefined) {
    known = ["'x'", "[1]", "{'a': 1}", "1", "true"].some((value) =>
      accepts(value, name) || accepts(value, `${name}('x', 'y')`)
    );
    KNOWN_FILTERS.set(name, known);
  }
  return known;
}

function accepts(value: string, filter: string): boolean {
  try {
    new Interpreter(new Environment()).run(parse(tokenize(`{{ ${value}|${filter} }}`)));
    return true;
  } catch (error) {
    return !/^Unknown \w+ filter|^Cannot apply/.test((error as Error).message);
  }
}
