/**
 * Conditions with their names and quantifiers resolved: boolean trees over
 * search identifiers.
 *
 * @module
 */

import type { Condition, ConditionNode } from "../../sigma/ast.ts";
import { matchNames } from "../../sigma/condition/names.ts";
import type { Span } from "../../source.ts";

/** A boolean tree over search identifiers. */
export type Formula =
  | { readonly kind: "And" | "Or"; readonly args: readonly Formula[] }
  | { readonly kind: "Not"; readonly arg: Formula }
  | { readonly kind: "Name"; readonly name: string };

/** One resolved condition. */
export interface ResolvedCondition {
  readonly formula: Formula;
  readonly span: Span;
}

/** A quantifier whose pattern matches nothing. */
export interface EmptyQuantifier {
  readonly pattern: string;
  readonly span: Span;
}

/** The conditions of a document. */
export interface Logic {
  /** Those in which every name is known. */
  readonly conditions: readonly ResolvedCondition[];
  /** True when a condition is missing there. */
  readonly isPartial: boolean;
  /** Search identifiers that some condition names, known or not. */
  readonly used: ReadonlySet<string>;
  readonly emptyQuantifiers: readonly EmptyQuantifier[];
}

/**
 * Resolves conditions.
 *
 * @param conditions Conditions as read
 * @param names Names of the search identifiers, in their order
 */
export function resolveConditions(
  conditions: readonly Condition[],
  names: readonly string[],
): Logic {
  const resolver = new Resolver(names);
  const resolved: ResolvedCondition[] = [];
  for (const { node, span } of conditions) {
    const formula = resolver.resolve(node);
    if (formula !== undefined) resolved.push({ formula, span });
  }
  return {
    conditions: resolved,
    isPartial: resolved.length < conditions.length,
    used: resolver.used,
    emptyQuantifiers: resolver.emptyQuantifiers,
  };
}

class Resolver {
  readonly used = new Set<string>();
  readonly emptyQuantifiers: EmptyQuantifier[] = [];
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  resolve(node: ConditionNode): Formula | undefined {
    switch (node.kind) {
      case "And":
      case "Or":
        return joined(node.kind, node.args.map((arg) => this.resolve(arg)));
      case "Not": {
        const arg = this.resolve(node.arg);
        return arg === undefined ? undefined : { kind: "Not", arg };
      }
      case "Identifier":
        this.used.add(node.name);
        return this.#names.includes(node.name) ? { kind: "Name", name: node.name } : undefined;
      case "Quantifier": {
        const names = matchNames(node.pattern, this.#names);
        if (names.length === 0) {
          this.emptyQuantifiers.push({ pattern: node.pattern, span: node.span });
          return undefined;
        }
        for (const name of names) this.used.add(name);
        const kind = node.quantifier === "all" ? "And" : "Or";
        return joined(kind, names.map((name) => ({ kind: "Name", name })));
      }
    }
  }
}

function joined(kind: "And" | "Or", args: readonly (Formula | undefined)[]): Formula | undefined {
  if (args.includes(undefined)) return undefined;
  return args.length === 1 ? args[0] : { kind, args: args as readonly Formula[] };
}
