/**
 * Events of tests as InsightIDR would store them.
 *
 * @module
 */

import { type LogEvent, makeEvent } from "../../event/event.ts";
import { translateEvent } from "../../mappings/translate_event.ts";
import type { Setup } from "../../compiler/setup.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import type { Matcher } from "../../evaluate/matcher.ts";
import { sigmaMatcher } from "../../evaluate/sigma_matcher.ts";
import type { Rule } from "../../sigma/ast.ts";
import type { StoredRule } from "../rules/rule_reading.ts";
import { flatFields } from "./flat_fields.ts";
import { pipeEvent } from "./pipe_event.ts";

/**
 * Translates an event to the keys of a query.
 *
 * @param event The event, in Sigma's field names
 * @param rules The rule, with the entry of the mapping table that carries it; of several, which are
 * those of a correlation, the first that matches the event counts, or else the first
 * @param setup Pipelines
 * @returns One event, or two where a field may be stored under several keys: with the first of them,
 * and with the last
 */
export function storeEvent(
  event: LogEvent,
  rules: readonly StoredRule[],
  { pipelines }: Setup,
): readonly LogEvent[] {
  const { written, entry }: Partial<StoredRule> = ruleOf(event, rules) ?? {};
  const isText = Object.keys(event.fields).length === 0;
  const flat = flatFields(event.fields);
  const piped = pipelines === undefined || written === undefined
    ? flat
    : pipeEvent(flat, written, pipelines);
  const own = isText ? event.line : undefined;
  if (entry === undefined) return [makeEvent(piped, own)];
  const [first, last] = [0, Infinity].map((keyIndex) => {
    const { fields, line } = translateEvent(piped, entry, { keyIndex });
    const whole = own === undefined || line === undefined ? own ?? line : `${own} ${line}`;
    return makeEvent(fields, whole);
  });
  return JSON.stringify(first.fields) === JSON.stringify(last.fields) ? [first] : [first, last];
}

/** An event lies where the rule that finds it looks. */
function ruleOf(event: LogEvent, rules: readonly StoredRule[]): StoredRule | undefined {
  const [first, ...others] = rules;
  const isAlike = others.every(({ entry }) => entry === first.entry);
  if (isAlike) return first;
  return rules.find((rule) => isFound(event, rule)) ?? first;
}

function isFound(event: LogEvent, { written }: StoredRule): boolean {
  let matchers = MATCHERS.get(written);
  if (matchers === undefined) {
    matchers = written.conditions.map((_, condition) => sigmaMatcher(written, condition));
    MATCHERS.set(written, matchers);
  }
  return matchers.some((matcher) => "matches" in matcher && matcher.matches(event));
}

/** Making them takes longer than asking them. */
const MATCHERS = new WeakMap<Rule, readonly (Matcher | Diagnostic)[]>();
