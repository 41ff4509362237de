import type { ValueNote } from "../../mappings/tools/explain.ts";
import type { Candidate } from "../../mappings/tools/candidates.ts";
import type { Choices, MappingEntry } from "../../mappings/table.ts";
import type { SigmaValue } from "../../sigma/value.ts";
import { showValue } from "../../check/logic/values.ts";
import { choiceFlag } from "../choice_flags.ts";

/** How events arrive, for people. */
const COLLECTION_WORDS = {
  default: "by themselves",
  optional: "with a module, a licence or a setting",
  raw: "only when the site ships the log",
} as const;

/** Tells how the events of an entry arrive; `undefined` when the table does not say. */
export function collectionWords({ collection }: MappingEntry): string | undefined {
  return collection ? COLLECTION_WORDS[collection] : undefined;
}

/** Tells what came of an entry. */
export function candidateWords({ outcome, choice, reasons }: Candidate, choices: Choices): string {
  switch (outcome) {
    case "serves":
      return "serves the rule";
    case "cannot":
      return `cannot: ${someOf(reasons)}`;
    case "left-out": {
      const { name, values } = choice!;
      const flag = choiceFlag(name);
      return `left out by ${flag} ${dashed(choices[name])}; it is for ${flag} ` +
        values.map(dashed).join(" or ");
    }
    case "not-needed":
      return "not needed, it would come next";
    case "not-tried":
      return "not tried: another one names the log source more closely, or stands before it";
  }
}

/** Most reasons that a line has. */
const MAX_REASONS = 3;

function someOf(reasons: readonly string[]): string {
  const more = reasons.length - MAX_REASONS;
  return reasons.slice(0, MAX_REASONS).join("; ") + (more > 0 ? `; and ${more} more` : "");
}

/** Writes what values of a rule are in the events. */
export function valueWords({ from, to }: ValueNote): string {
  return `${values([from])} -> ${to.length === 0 ? "nothing" : values(to)}`;
}

function values(found: readonly SigmaValue[]): string {
  return found.flatMap((value) => value.kind === "Variants" ? value.values : [value])
    .map(showValue).join(" or ");
}

/** A value of a choice, as the command line spells it. */
export function dashed(name: string): string {
  return name.replaceAll("_", "-");
}
