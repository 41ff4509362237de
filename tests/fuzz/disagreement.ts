/** Cases in which a rule and its query do not say the same. */

import type { LogEvent } from "../../lib/event/event.ts";
import type { Fidelity } from "../../lib/result.ts";

/** A failure that says all that there is to say: no stack is needed. */
export class Disagreement extends Error {}

/** What a disagreement shows, by what it is; texts of several lines stand below their name. */
export function disagreement(
  what: string,
  parts: Readonly<Record<string, string | boolean | undefined>>,
): Disagreement {
  const lines = Object.entries(parts).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const text = shortened(String(value).trimEnd()).replace(UNSEEN_REGEXP, escapeUnseen);
    return text.includes("\n")
      ? [`${name}:`, ...text.split("\n").map(indented)]
      : [`${name}: ${text}`];
  });
  return new Disagreement([what, ...lines.map(indented)].join("\n"));
}

// What steers a terminal, or is not seen; as an escape it is the same in the YAML of a rule.
// deno-lint-ignore no-control-regex
const UNSEEN_REGEXP =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

function escapeUnseen(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Longest text in a message, in UTF-16 units. */
const MAX_LENGTH = 4000;

function shortened(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  const half = MAX_LENGTH / 2;
  return `${text.slice(0, half)} … (${text.length} characters) … ${text.slice(-half)}`;
}

function indented(line: string): string {
  return `  ${line}`;
}

/** An event in one line; its raw line too where that is not the fields as JSON. */
export function showEvent({ fields, line }: LogEvent): string {
  const json = JSON.stringify(fields);
  return line === json ? json : `${json} with the line ${JSON.stringify(line)}`;
}

/** Whether a conversion says itself that a query may differ from its rule in this way. */
export function isDeclared({ kind }: Fidelity, ruleMatches: boolean): boolean {
  return kind === "mixed" || kind === (ruleMatches ? "narrower" : "broader");
}
