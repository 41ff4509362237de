/** @module `attacktag`: tactics and numbers of MITRE ATT&CK. */

import { didYouMean } from "../../suggest.ts";
import type { Validator } from "../validator.ts";
import { type TagFault, tagValidator } from "./tags.ts";

/** Tactics of the enterprise matrix (MITRE ATT&CK 19). */
export const TACTICS: readonly string[] = [
  "reconnaissance",
  "resource-development",
  "initial-access",
  "execution",
  "persistence",
  "privilege-escalation",
  "stealth",
  "defense-impairment",
  "credential-access",
  "discovery",
  "lateral-movement",
  "collection",
  "command-and-control",
  "exfiltration",
  "impact",
];

// Technique, group, software, data source, mitigation.
const NUMBER_REGEXP = /^(?:t\d{4}(?:\.\d{3})?|g\d{4}|s\d{4}|ds\d{4}|m\d{4})$/;

function tagFault(name: string, text: string): TagFault | undefined {
  if (TACTICS.includes(name) || NUMBER_REGEXP.test(name)) return undefined;
  const message = `The tag "${text}" is not one of ATT&CK`;
  const hyphened = name.toLowerCase().replaceAll("_", "-");
  if (hyphened === "defense-evasion") {
    return { message, hint: "ATT&CK 19 has stealth and defense-impairment in its place" };
  }
  if (/^(?:t|g|s|ds|m)\d/i.test(name)) {
    return { message, hint: "Numbers look like t1059, t1059.001, g0001, s0001, ds0001 or m1001" };
  }
  return { message, hint: didYouMean(hyphened, TACTICS) };
}

/** The validator `attacktag`. */
export const attacktag: Validator = tagValidator(
  "attacktag",
  "A tag of the namespace attack that is no tactic and no number",
  ({ namespace, name }, text) => namespace === "attack" ? tagFault(name ?? "", text) : undefined,
);
