/**
 * Events of tests as InsightIDR would store them.
 *
 * @module
 */

import { type LogEvent, makeEvent } from "../../event/event.ts";
import { translateEvent } from "../../mappings/translate_event.ts";
import type { Setup } from "../../compiler/setup.ts";
import type { RuleReading } from "../rules/rule_reader.ts";
import { flatFields } from "./flat_fields.ts";
import { pipeEvent } from "./pipe_event.ts";

/**
 * Translates an event to the keys of a rule's query.
 *
 * @param event The event, in Sigma's field names
 * @param reading The rule, with the entry of the mapping table that carries it
 * @param setup Pipelines
 * @returns One event, or two where a field may be stored under several keys: with the first of them,
 * and with the last
 */
export function storeEvent(
  event: LogEvent,
  { written, entry }: RuleReading,
  { pipelines }: Setup,
): readonly LogEvent[] {
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
