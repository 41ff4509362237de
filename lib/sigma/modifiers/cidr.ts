/** @module `cidr`: the field is an address in the network. */

import { literalText } from "../sigma_string.ts";
import type { SigmaValue } from "../value.ts";
import { parseNetwork } from "../network.ts";
import { type Modifier, type Refusal, refuse, refuseKind } from "./modifier.ts";

function applyToValue(value: SigmaValue): SigmaValue | Refusal {
  if (value.kind !== "String") return refuseKind(value);
  const text = literalText(value);
  if (text === undefined) return refuse("value has a wildcard", undefined, "invalid-cidr");
  const network = parseNetwork(text);
  if (typeof network === "string") return refuse(network, undefined, "invalid-cidr");
  return { kind: "Cidr", ...network, span: value.span };
}

/** The modifier `cidr`. */
export const cidr: Modifier = {
  name: "cidr",
  summary: "The field is an IP address in the network",
  source: "Sigma modifiers appendix, IP (v4/v6)",
  first: true,
  needsField: true,
  applyToValue,
};
