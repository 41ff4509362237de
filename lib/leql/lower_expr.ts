/**
 * Expressions to LEQL trees.
 *
 * Alternatives of one key become one list operator where LEQL has one, so that
 * queries stay short; each group keeps its own kind of match.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { Expr, MatchExpr } from "../expr/ast.ts";
import type { LeqlNode } from "./ast.ts";
import { mergeMatches } from "./merge_matches.ts";
import { DEFAULT_STYLE, type LeqlStyle } from "./style.ts";
import { lowerKeyword } from "./lower_keyword.ts";
import { lowerMatch } from "./lower_match.ts";

/** The tree of a condition. */
export interface LoweredExpr {
  /** `undefined` when a diagnostic is fatal. */
  readonly node?: LeqlNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** Returns the LEQL tree of an expression, or why there is none. */
export function lowerExpr(expr: Expr, style: LeqlStyle = DEFAULT_STYLE): LoweredExpr {
  const diagnostics: Diagnostic[] = [];
  const node = lower(expr, style, diagnostics);
  return { node, diagnostics };
}

function lower(expr: Expr, style: LeqlStyle, diagnostics: Diagnostic[]): LeqlNode | undefined {
  switch (expr.kind) {
    case "Match":
      return lowerMatch(expr, style, diagnostics);
    case "Keyword":
      return lowerKeyword(expr, diagnostics);
    case "Not": {
      const arg = lower(expr.arg, style, diagnostics);
      return arg === undefined ? undefined : negateNode(arg);
    }
    case "And":
    case "Or": {
      const apart = style.variants === "or" && expr.kind === "Or" && expr.expanded === true;
      const matches = apart ? undefined : sameKeyMatches(expr.args);
      if (matches !== undefined) return mergeMatches(expr.kind, matches, style, diagnostics);
      const args: LeqlNode[] = [];
      for (const arg of expr.args) {
        const node = lower(arg, style, diagnostics);
        if (node !== undefined) args.push(node);
      }
      return args.length < expr.args.length ? undefined : { kind: expr.kind, args };
    }
  }
}

/** Returns the arguments if all of them are matches of one key. */
function sameKeyMatches(args: readonly Expr[]): readonly MatchExpr[] | undefined {
  const [first] = args;
  if (first.kind !== "Match") return undefined;
  const same = args.every((arg) => arg.kind === "Match" && arg.field === first.field);
  return same ? args as readonly MatchExpr[] : undefined;
}

const OPPOSITE = {
  present: "absent",
  absent: "present",
  filled: "unfilled",
  unfilled: "filled",
} as const;

function negateNode(node: LeqlNode): LeqlNode {
  if (node.kind === "Presence") return { ...node, presence: OPPOSITE[node.presence] };
  return node.kind === "Not" ? node.arg : { kind: "Not", arg: node };
}
