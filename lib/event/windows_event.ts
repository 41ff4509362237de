/**
 * Events of the Windows event log in Sigma's field names.
 *
 * Sigma names the fields of `EventData` and `UserData` as they are, and those of `System` by their
 * element: `EventID`, `Channel`, `Computer`, `Provider_Name` (Sigma taxonomy appendix, Windows).
 *
 * @module
 */

import { type JsonObject, type JsonValue, type LogEvent, makeEvent } from "./event.ts";

/**
 * Makes a Windows event flat.
 *
 * Reads what converters make of the XML (`Event.System`, `Event.EventData`, attributes under
 * `#attributes` or behind `@`) and what winlogbeat writes (`winlog.event_data`). Any other event
 * stays as it is.
 *
 * @param fields Fields of an event
 * @param line The raw line; the fields as JSON when left out
 * @returns An event with flat fields beside those that it had at its top; the line is the original
 *
 * @example The first event of Sysmon
 * ```ts
 * import { flattenWindowsEvent } from "./windows_event.ts";
 * import assert from "node:assert/strict";
 *
 * const { fields } = flattenWindowsEvent({
 *   Event: {
 *     System: { EventID: { "#text": 1 }, Channel: "Microsoft-Windows-Sysmon/Operational" },
 *     EventData: { CommandLine: "whoami" },
 *   },
 * });
 * assert.deepEqual(fields, {
 *   CommandLine: "whoami",
 *   EventID: 1,
 *   Channel: "Microsoft-Windows-Sysmon/Operational",
 * });
 * ```
 */
export function flattenWindowsEvent(fields: JsonObject, line?: string): LogEvent {
  const flat = flatten(fields);
  if (flat === undefined) return makeEvent(fields, line);
  // A plain object keeps a key named __proto__ only this way.
  const event = Object.fromEntries(flat);
  if (line !== undefined) return makeEvent(event, line);
  let text: string | undefined;
  return {
    fields: event,
    get line(): string {
      return text ??= JSON.stringify(fields);
    },
  };
}

type Fields = Map<string, JsonValue>;

function flatten(fields: JsonObject): Fields | undefined {
  const event = objectAt(fields, "Event") ?? fields;
  const system = objectAt(event, "System");
  if (system !== undefined) {
    const flat: Fields = new Map();
    keepOthers(fields, event === fields ? ["System", "EventData", "UserData"] : ["Event"], flat);
    addData(own(event, "EventData"), flat);
    for (const child of Object.values(objectAt(event, "UserData") ?? {})) addData(child, flat);
    addSystem(system, flat);
    return flat;
  }
  const winlog = objectAt(fields, "winlog");
  if (winlog === undefined) return undefined;
  const flat: Fields = new Map();
  keepOthers(fields, [], flat);
  addData(own(winlog, "user_data"), flat);
  addData(own(winlog, "event_data"), flat);
  for (const [key, name] of WINLOG_NAMES) {
    const value = own(winlog, key);
    if (value !== undefined) flat.set(name, name === "EventID" ? asNumber(value) : value);
  }
  return flat;
}

const WINLOG_NAMES: readonly (readonly [string, string])[] = [
  ["event_id", "EventID"],
  ["channel", "Channel"],
  ["provider_name", "Provider_Name"],
  ["computer_name", "Computer"],
  ["record_id", "EventRecordID"],
  ["task", "Task"],
  ["opcode", "Opcode"],
  ["keywords", "Keywords"],
];

function keepOthers(fields: JsonObject, without: readonly string[], flat: Fields): void {
  for (const [key, value] of Object.entries(fields)) {
    if (!without.includes(key)) flat.set(key, value);
  }
}

/** `Name: value`, `Name: {"#text": value}`, or a list of values with their names as attributes. */
function addData(data: JsonValue | undefined, flat: Fields): void {
  if (data === undefined || !isObject(data)) return;
  for (const [key, value] of Object.entries(data)) {
    if (isMeta(key)) continue;
    if (key === "Data") addNamed(value, flat);
    else flat.set(key, textIn(value));
  }
}

function addNamed(value: JsonValue, flat: Fields): void {
  const unnamed: JsonValue[] = [];
  for (const element of Array.isArray(value) ? value as readonly JsonValue[] : [value]) {
    const name = isObject(element) ? attributes(element).get("Name") : undefined;
    if (typeof name === "string") flat.set(name, textIn(element));
    else unnamed.push(textIn(element));
  }
  if (unnamed.length > 0) flat.set("Data", unnamed.length === 1 ? unnamed[0] : unnamed);
}

function addSystem(system: JsonObject, flat: Fields): void {
  for (const [key, value] of Object.entries(system)) {
    if (isMeta(key)) continue;
    if (!isObject(value)) {
      flat.set(key, key === "EventID" ? asNumber(value) : value);
      continue;
    }
    for (const [name, attribute] of attributes(value)) flat.set(`${key}_${name}`, attribute);
    const text = own(value, "#text");
    if (text !== undefined) flat.set(key, key === "EventID" ? asNumber(text) : text);
  }
}

/** Attributes of an element: under `#attributes`, or each behind `@`. */
function attributes(element: JsonObject): Fields {
  const found: Fields = new Map(Object.entries(objectAt(element, "#attributes") ?? {}));
  for (const [key, value] of Object.entries(element)) {
    if (key.startsWith("@")) found.set(key.slice(1), value);
    else if (key === "Name") found.set(key, value);
  }
  return found;
}

/** The text of an element that has attributes too; empty when the element is. */
function textIn(value: JsonValue): JsonValue {
  if (!isObject(value)) return value;
  const text = own(value, "#text");
  if (text !== undefined) return text;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every(isMeta) ? null : value;
}

function isMeta(key: string): boolean {
  return key.startsWith("#") || key.startsWith("@");
}

function asNumber(value: JsonValue): JsonValue {
  return typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function objectAt(object: JsonObject, key: string): JsonObject | undefined {
  const value = own(object, key);
  return value !== undefined && isObject(value) ? value : undefined;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
