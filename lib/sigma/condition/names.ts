/**
 * Names in a condition: those that it mentions, and those that a quantifier means.
 *
 * @module
 */

import type { ConditionNode } from "../ast.ts";

/** Returns the names of identifiers in a condition, in order, each once. Patterns are left out. */
export function conditionNames(node: ConditionNode): string[] {
  const names = new Set<string>();
  collect(node, names);
  return [...names];
}

function collect(node: ConditionNode, names: Set<string>): void {
  switch (node.kind) {
    case "And":
    case "Or":
      for (const arg of node.args) collect(arg, names);
      break;
    case "Not":
      collect(node.arg, names);
      break;
    case "Identifier":
      names.add(node.name);
      break;
    case "Quantifier":
      break;
  }
}

/**
 * Finds the names that a quantifier's pattern matches.
 *
 * `them` means every name that does not begin with `_`; a pattern matches
 * names that begin with `_` only if it begins with `_` itself (Sigma rules
 * specification 2.1, "Condition").
 *
 * @param pattern `them`, a name, or a pattern with `*`
 * @param names The names, in their order
 * @returns The matching ones, in the same order
 */
export function matchNames(pattern: string, names: readonly string[]): string[] {
  if (pattern === "them") return names.filter((name) => !name.startsWith("_"));
  const pieces = pattern.split("*");
  const underscored = pattern.startsWith("_");
  return names.filter((name) => (underscored || !name.startsWith("_")) && matches(pieces, name));
}

/** Whether a name consists of the pieces, with anything between two of them. */
function matches(pieces: readonly string[], name: string): boolean {
  if (pieces.length === 1) return name === pieces[0];
  const last = pieces[pieces.length - 1];
  if (!name.startsWith(pieces[0])) return false;
  // The first place that fits leaves most room for the pieces behind it.
  let at = pieces[0].length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
