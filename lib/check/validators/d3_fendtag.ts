/** @module `d3_fendtag`: tactics, techniques and artifacts of MITRE D3FEND. */

import { didYouMean } from "../../suggest.ts";
import type { Validator } from "../validator.ts";
import { tagValidator } from "./tags.ts";

/** Tactics (MITRE D3FEND 1). */
const TACTICS: readonly string[] = [
  "model",
  "harden",
  "detect",
  "isolate",
  "deceive",
  "evict",
  "restore",
];

const NUMBER_REGEXP = /^(?:d3-[a-z0-9]+|d3f-[A-Za-z0-9]+)$/;

/** The validator `d3_fendtag`. */
export const d3Fendtag: Validator = tagValidator(
  "d3_fendtag",
  "A tag of the namespace d3fend that is no tactic, technique or artifact",
  ({ namespace, name }, text) => {
    if (namespace !== "d3fend") return undefined;
    if (name !== undefined && (TACTICS.includes(name) || NUMBER_REGEXP.test(name))) {
      return undefined;
    }
    return {
      message: `The tag "${text}" is not one of D3FEND`,
      hint: didYouMean(name ?? "", TACTICS) ??
        "Write a tactic such as harden, a technique such as d3-mfa, or d3f- and an artifact",
    };
  },
);
