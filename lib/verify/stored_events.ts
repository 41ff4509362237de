/**
 * Witness events as a rule sees them, and as InsightIDR would store them.
 *
 * @module
 */

import { type JsonObject, type JsonValue, type LogEvent, makeEvent } from "../event/event.ts";
import type { PreparedEntry } from "../mappings/prepare.ts";
import { placeValue } from "../mappings/place_value.ts";
import type { FixedCondition } from "../mappings/table.ts";
import { translateEvent } from "../mappings/translate_event.ts";
import { fieldOf, isPossible, keysOf, meetsCondition, valueFor } from "./field_values.ts";
import { mayShareValues, shareValues } from "./one_value.ts";
import { type Spellings, spellingsOf } from "./spellings.ts";
import { KEYWORD_FIELD } from "./witnesses/tree.ts";
import type { Witness } from "./witnesses/witness.ts";

/** An event for both sides. */
export interface EventPair {
  /** In the field names of the rule. */
  readonly sigma: LogEvent;
  /** In LEQL keys. */
  readonly stored: LogEvent;
  /** Whether fields had to change, so that nothing is known of the outcome any more. */
  readonly isChanged: boolean;
}

/** An event that no query of the entry may find. */
export interface Outsider {
  /** The key whose value says that it is one. */
  readonly key: string;
  readonly event: LogEvent;
}

/** Makes pairs of events for one rule. */
export class StoredEvents {
  readonly #entry: PreparedEntry | undefined;
  readonly #fields: readonly string[];
  readonly #spellings: Spellings | undefined;
  readonly #mayShare: boolean;

  /**
   * @param entry The entry that carried the rule; absent when fields are keys
   * @param fields The fields of the rule
   */
  constructor(entry: PreparedEntry | undefined, fields: Iterable<string>) {
    this.#entry = entry;
    this.#fields = [...new Set(fields)];
    this.#spellings = entry && spellingsOf(entry, this.#fields);
    const fixed = entry?.conditions.flatMap(({ condition }) => condition.field ?? []) ?? [];
    this.#mayShare = entry !== undefined &&
      mayShareValues([...this.#fields, ...fixed, KEYWORD_FIELD], entry);
  }

  /**
   * The event in each way in which it may be stored: under each of a field's keys, with each of the
   * words that stand for a value.
   *
   * @returns Pairs; none for an event that the log source cannot have
   */
  *pairs(witness: Witness): Generator<EventPair> {
    const count = this.#spellings?.count(witness.fields) ?? 1;
    for (let way = 0; way < count; way++) {
      const pair = this.pair(witness, way);
      if (pair !== undefined) yield pair;
    }
  }

  /**
   * One of these ways.
   *
   * @param witness The event
   * @param way Which one, from 0
   * @returns The pair; `undefined` for an event that the log source cannot have
   */
  pair({ fields, line }: Witness, way = 0): EventPair | undefined {
    const entry = this.#spellings?.entry(way);
    if (entry === undefined) {
      const event = makeEvent(fields, line);
      return { sigma: event, stored: event, isChanged: false };
    }
    const changed = this.#complete(fields, entry);
    if (changed === undefined) return undefined;
    const stored = translateEvent(changed, entry, { keyIndex: way });
    const own = line === undefined ? undefined : lineOf(line, fields, changed);
    return {
      sigma: makeEvent(changed, own),
      // A line that the witness has holds all values.
      stored: makeEvent(stored.fields, own ?? stored.line),
      isChanged: changed !== fields,
    };
  }

  /** The event as it would be stored by other log sources: each breaks one fixed condition. */
  *outsiders({ stored }: EventPair): Generator<Outsider> {
    for (const { condition } of this.#entry?.conditions ?? []) {
      const field = condition.field === undefined
        ? undefined
        : fieldOf(condition.field, this.#entry!);
      const key = condition.key ?? (field?.kind === "Keys" ? field.keys[0] : undefined);
      if (key === undefined) continue;
      const fields = structuredClone(stored.fields) as Record<string, JsonValue>;
      placeValue(fields, key, "another log source");
      yield { key, event: makeEvent(fields, stored.line) };
    }
  }

  /** The fields with those that follow from others, since they lie under the same key. */
  #complete(fields: JsonObject, entry: PreparedEntry): JsonObject | undefined {
    const draft: Record<string, JsonValue> = { ...fields };
    for (const { condition } of entry.conditions) {
      if (!this.#meetCondition(draft, condition, entry)) return undefined;
    }
    if (this.#mayShare && !shareValues(draft, this.#fields, entry)) return undefined;
    for (const [name, value] of Object.entries(draft)) {
      if (!isPossible(value, fieldOf(name, entry))) return undefined;
    }
    const isSame = Object.entries(draft).every(([name, value]) =>
      Object.hasOwn(fields, name) && fields[name] === value
    );
    return isSame ? fields : draft;
  }

  /** Every event of the log source meets the fixed conditions. */
  #meetCondition(
    draft: Record<string, JsonValue>,
    condition: FixedCondition,
    entry: PreparedEntry,
  ): boolean {
    const names = condition.field === undefined
      ? this.#fields.filter((name) => keysOf(name, entry).includes(condition.key ?? ""))
      : [condition.field];
    for (const name of names) {
      if (!Object.hasOwn(draft, name)) {
        const value = valueFor(condition, fieldOf(name, entry));
        if (value === undefined) return false;
        draft[name] = value;
      } else if (!meetsCondition(draft[name], condition, fieldOf(name, entry))) {
        return false;
      }
    }
    return true;
  }
}

/** The line with the values that were added to the event. */
function lineOf(line: string, fields: JsonObject, changed: JsonObject): string {
  const added = Object.keys(changed).filter((name) =>
    !Object.hasOwn(fields, name) || fields[name] !== changed[name]
  );
  return [line, ...added.map((name) => `${name}=${JSON.stringify(changed[name])}`)].join(" ");
}
