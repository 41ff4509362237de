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

/** What steers a terminal, or is not seen. */
const UNSEEN_REGEXP = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0]/gu;

/** In the YAML of a rule the escape is the same. */
function escapeUnseen(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
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
