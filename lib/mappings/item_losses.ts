/**
 * Warnings of what an item loses under the keys of the target.
 *
 * @module
 */

import { type Diagnostic, diagnostic, withEffect } from "../diagnostic.ts";
import type { DetectionItem } from "../sigma/ast.ts";
import type { SigmaValue } from "../sigma/value.ts";
import { hashLoss } from "./hashes.ts";
import { lossEffect } from "./polarity.ts";
import type { MapContext } from "./map_context.ts";
import type { Polarity } from "./map_within.ts";
import type { PreparedValues } from "./prepare_field.ts";
import { sharedValues } from "./shared_values.ts";
import type { Loss } from "./table.ts";

/** What the events do not tell apart. */
export function valueLosses(
  { field, linking, span }: DetectionItem,
  values: readonly SigmaValue[],
  rules: PreparedValues,
): Diagnostic[] {
  const losses: Diagnostic[] = [];
  const shared = sharedValues(values, linking, rules);
  if (shared.length > 0) {
    const names = shared.map((name) => `"${name}"`).join(", ");
    const message = `The events do not tell ${names} from the values of "${field}" in the rule`;
    losses.push(diagnostic("warning", "shared-value", message, span));
  }
  if (rules.map !== undefined && values.some(isCased)) {
    const message = `The events have other words for the values of "${field}", so that letter ` +
      "case does not count";
    losses.push(diagnostic("warning", "letter-case-lost", message, span));
  }
  return losses;
}

/** What the table says of a field. */
export function fieldLoss(
  { field, negated, span }: DetectionItem,
  { effect, reason }: Loss,
  polarity: Polarity,
): Diagnostic {
  const message = `The test of "${field}" is not exact: ${reason}`;
  const warning = diagnostic("warning", "field-loss", message, span);
  return withEffect(warning, lossEffect(effect, polarity, negated));
}

function isCased(value: SigmaValue): boolean {
  if (value.kind === "Variants") return value.values.some(isCased);
  return value.kind === "String" && value.cased;
}

/** Where one hash stands among others is lost, and so is an algorithm that has no key. */
export function warnOfHashes(item: DetectionItem, { diagnostics, polarity }: MapContext): void {
  for (const value of item.values) {
    const loss = hashLoss(value);
    if (loss === undefined) continue;
    const message = `The hashes of "${item.field}" have a key each, so that ${loss.what}`;
    const warning = diagnostic("warning", "hash-alone", message, value.span, loss.hint);
    diagnostics.push(withEffect(warning, lossEffect(loss.effect, polarity, item.negated)));
  }
}
