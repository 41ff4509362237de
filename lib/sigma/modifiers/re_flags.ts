/** @module Flags of regular expressions: `i`, `m`, `s` and their long names. */

import type { SigmaValue } from "../value.ts";
import { type Modifier, type Refusal, refuseKind } from "./modifier.ts";

function flagModifier(name: string, flag: string, summary: string): Modifier {
  return {
    name,
    summary,
    source: "Sigma modifiers appendix, Regular Expression",
    after: ["re"],
    applyToValue(value: SigmaValue): SigmaValue | Refusal {
      if (value.kind !== "Regex") return refuseKind(value);
      const flags = [...new Set(value.flags + flag)].sort().join("");
      return { ...value, flags };
    },
  };
}

const IGNORE_CASE = "The regular expression ignores letter case";
const MULTILINE = "^ and $ match at the ends of lines";
const DOT_ALL = ". matches line breaks";

/** The modifiers `i`, `m`, `s`, `ignorecase`, `multiline` and `dotall`. */
export const reFlags: readonly Modifier[] = [
  flagModifier("i", "i", IGNORE_CASE),
  flagModifier("m", "m", MULTILINE),
  flagModifier("s", "s", DOT_ALL),
  flagModifier("ignorecase", "i", IGNORE_CASE),
  flagModifier("multiline", "m", MULTILINE),
  flagModifier("dotall", "s", DOT_ALL),
];
