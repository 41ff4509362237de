/**
 * How true a query is to its rule, from what the stages say.
 *
 * @module
 */

import type { Diagnostic, LossEffect } from "../diagnostic.ts";
import type { LeqlNode } from "../leql/ast.ts";
import { nodeLosses } from "../leql/losses.ts";
import type { Fidelity } from "../result.ts";

/** The fidelity of a query without a loss. */
export const EXACT: Fidelity = Object.freeze({ kind: "exact", reasons: Object.freeze([]) });

/**
 * Joins the losses of one query.
 *
 * @param diagnostics What the stages of its rule have reported
 * @param node The tree of the query
 * @param more Diagnostics of this query alone
 * @returns {@link EXACT} itself when there is no loss
 */
export function fidelityOf(
  diagnostics: readonly Diagnostic[],
  node: LeqlNode,
  more: readonly Diagnostic[] = [],
): Fidelity {
  const losses = nodeLosses(node);
  if (losses.length === 0 && !diagnostics.some(hasEffect) && !more.some(hasEffect)) return EXACT;
  let kind: Fidelity["kind"] = "exact";
  const reasons = new Set<string>();
  for (const { effect, message } of [...diagnostics, ...more]) {
    if (effect === undefined) continue;
    kind = addEffect(kind, effect);
    reasons.add(message);
  }
  for (const { effect, reason } of losses) {
    kind = addEffect(kind, effect);
    reasons.add(reason);
  }
  return { kind, reasons: [...reasons] };
}

function hasEffect({ effect }: Diagnostic): boolean {
  return effect !== undefined;
}

/** Joins the fidelities of several queries; `null` for none. */
export function joinFidelities(fidelities: readonly Fidelity[]): Fidelity | null {
  if (fidelities.length === 0) return null;
  if (fidelities.every(({ kind }) => kind === "exact")) return EXACT;
  let kind: Fidelity["kind"] = "exact";
  const reasons = new Set<string>();
  for (const fidelity of fidelities) {
    if (fidelity.kind !== "exact") kind = addEffect(kind, fidelity.kind);
    for (const reason of fidelity.reasons) reasons.add(reason);
  }
  return { kind, reasons: [...reasons] };
}

function addEffect(kind: Fidelity["kind"], effect: LossEffect): Fidelity["kind"] {
  return kind === "exact" || kind === effect ? effect : "mixed";
}
