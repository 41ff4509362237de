/**
 * A rule's conditions to expressions: names and quantifiers are replaced by
 * what the search identifiers mean.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { ConditionNode, Rule } from "../sigma/ast.ts";
import { matchNames } from "../sigma/condition/names.ts";
import { didYouMean } from "../suggest.ts";
import { type Expr, join, negate } from "./ast.ts";
import { lowerDetection } from "./lower_detection.ts";

/** Expressions of a rule, one for each of its conditions. */
export interface LoweredRule {
  /** Incomplete when a diagnostic is fatal. */
  readonly conditions: readonly Expr[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns the expressions of a rule. Faults in the conditions are in the diagnostics. */
export function lowerRule(rule: Rule): LoweredRule {
  const lowering = new ConditionLowering(rule);
  const conditions: Expr[] = [];
  for (const { node } of rule.conditions) {
    const expr = lowering.lower(node);
    if (expr !== undefined) conditions.push(expr);
  }
  return { conditions, diagnostics: lowering.diagnostics };
}

class ConditionLowering {
  readonly diagnostics: Diagnostic[] = [];
  readonly #detections = new Map<string, Rule["identifiers"][number]["detection"]>();
  readonly #lowered = new Map<string, Expr>();
  readonly #names: readonly string[];

  constructor(rule: Rule) {
    this.#names = rule.identifiers.map(({ name }) => name);
    for (const { name, detection } of rule.identifiers) this.#detections.set(name, detection);
  }

  /** Returns the expression, or `undefined` when a fault was reported. */
  lower(node: ConditionNode): Expr | undefined {
    switch (node.kind) {
      case "And":
      case "Or":
        return this.#joined(node.kind, node.args.map((arg) => this.lower(arg)));
      case "Not": {
        const arg = this.lower(node.arg);
        return arg === undefined ? undefined : negate(arg);
      }
      case "Identifier": {
        const expr = this.#identifier(node.name);
        if (expr !== undefined) return expr;
        this.#fault(
          "undefined-identifier",
          `The condition names "${node.name}", which is not defined`,
          node,
          didYouMean(node.name, this.#names),
        );
        return undefined;
      }
      case "Quantifier": {
        const names = matchNames(node.pattern, this.#names);
        if (names.length > 0) {
          const kind = node.quantifier === "all" ? "And" : "Or";
          return this.#joined(kind, names.map((name) => this.#identifier(name)));
        }
        this.#fault(
          "empty-quantifier",
          `No search identifier matches "${node.pattern}"`,
          node,
          didYouMean(node.pattern.replaceAll("*", ""), this.#names),
        );
        return undefined;
      }
    }
  }

  #joined(kind: "And" | "Or", args: readonly (Expr | undefined)[]): Expr | undefined {
    return args.includes(undefined) ? undefined : join(kind, args as readonly Expr[]);
  }

  #identifier(name: string): Expr | undefined {
    let expr = this.#lowered.get(name);
    if (expr === undefined) {
      const detection = this.#detections.get(name);
      if (detection === undefined) return undefined;
      expr = lowerDetection(detection);
      this.#lowered.set(name, expr);
    }
    return expr;
  }

  #fault(
    code: "undefined-identifier" | "empty-quantifier",
    message: string,
    node: ConditionNode,
    hint: string | undefined,
  ): void {
    this.diagnostics.push(diagnostic("error", code, message, node.span, hint));
  }
}
