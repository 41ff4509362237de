/**
 * Expressions to LEQL trees.
 *
 * Alternatives of one key become one list operator where LEQL has one, so that
 * queries stay short; each group keeps its own kind of match.
 *
 * @module
 */

import { type Diagnostic, diagnostic, turnEffects } from "../diagnostic.ts";
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
  const size = expandedSize(expr, new Map());
  if (size > MAX_COMPARISONS) {
    const message = `The query would have ${size} comparisons, more than ${MAX_COMPARISONS}`;
    return {
      diagnostics: [diagnostic(
        "unsupported",
        "query-too-large",
        message,
        undefined,
        "Split the rule, or name a search identifier once",
      )],
    };
  }
  const node = lower(expr, style, diagnostics);
  return { node, diagnostics };
}

/** Most comparisons of one query; the largest real rules have some thousands. */
const MAX_COMPARISONS = 100_000;

/** Comparisons when search identifiers that are used several times are written out each time. */
function expandedSize(expr: Expr, known: Map<Expr, number>): number {
  switch (expr.kind) {
    case "Match":
    case "Keyword":
      return 1;
    case "Not":
      return expandedSize(expr.arg, known);
    default: {
      let size = known.get(expr);
      if (size === undefined) {
        size = 0;
        for (const arg of expr.args) size += expandedSize(arg, known);
        known.set(expr, size);
      }
      return size;
    }
  }
}

function lower(expr: Expr, style: LeqlStyle, diagnostics: Diagnostic[]): LeqlNode | undefined {
  switch (expr.kind) {
    case "Match":
      return lowerMatch(expr, style, diagnostics);
    case "Keyword":
      return lowerKeyword(expr, diagnostics);
    case "Not": {
      const before = diagnostics.length;
      const arg = lower(expr.arg, style, diagnostics);
      turnEffects(diagnostics, before);
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
