/**
 * What a loss in one detection item does to the whole query.
 *
 * @module
 */

import type { LossEffect } from "../diagnostic.ts";
import type { Polarity } from "./map_within.ts";

/**
 * Turns the effect of a loss over where the item stands under a negation.
 *
 * @param effect What it does to the item, its own negation left aside
 * @param polarity Where the item stands in the rule
 * @param negated Whether the item itself is negated
 */
export function lossEffect(
  effect: LossEffect,
  polarity: Polarity,
  negated: boolean,
): LossEffect {
  if (polarity === "both" || effect === "mixed") return "mixed";
  const turned = effect === "broader" ? "narrower" : "broader";
  return (polarity === "positive") === negated ? turned : effect;
}
