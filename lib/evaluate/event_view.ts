/**
 * An event as the matchers look at it: what one of them has looked up or folded, the next one finds.
 *
 * @module
 */

import type { JsonValue, LogEvent } from "../event/event.ts";
import { allValues, keyReader } from "../event/lookup.ts";
import { textOf } from "../event/scalar.ts";
import { foldCase } from "../leql/fold_case.ts";

/** Says of an event whether a condition holds. */
export type EventTest = (event: EventView) => boolean;

/** Texts, also in folded letter case. */
export class Texts {
  /** As they are. */
  readonly plain: readonly string[];
  #folded: readonly string[] | undefined;

  constructor(plain: readonly string[]) {
    this.plain = plain;
  }

  /** In folded letter case. */
  get folded(): readonly string[] {
    return this.#folded ??= this.plain.map(foldCase);
  }
}

/** The values of one key. */
export class KeyValues extends Texts {
  /** All of them, null and objects included. */
  readonly values: readonly JsonValue[];
  /**
   * Whether the key is there. One with null, an empty list or an empty object is not: logs say
   * "no value" in these ways too.
   */
  readonly isPresent: boolean;

  constructor(values: readonly JsonValue[]) {
    super(textsOf(values));
    this.values = values;
    this.isPresent = this.plain.length > 0 || values.some(isFilledObject);
  }

  /** Whether there is a value other than the empty text. */
  get isFilled(): boolean {
    return this.plain.some((text) => text !== "") || this.values.some(isFilledObject);
  }
}

function textsOf(values: readonly JsonValue[]): readonly string[] {
  const [value] = values;
  if (values.length === 1 && typeof value === "string") return [value];
  return values.map(textOf).filter((text) => text !== undefined);
}

function isFilledObject(value: JsonValue): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

const MISSING = new KeyValues([]);

let views = 0;

/** One event. */
export class EventView {
  readonly event: LogEvent;
  /** No two views have the same. */
  readonly number: number = views++;
  readonly #keys: Map<string, KeyValues> = new Map();
  #line: Texts | undefined;
  #everything: Texts | undefined;
  #searched: Texts | undefined;

  constructor(event: LogEvent) {
    this.event = event;
  }

  /** What was looked up before, by key. */
  get keys(): Map<string, KeyValues> {
    return this.#keys;
  }

  /** The raw line. */
  get line(): Texts {
    return this.#line ??= new Texts([this.event.line]);
  }

  /** The raw line, and the texts of all values. */
  get everything(): Texts {
    return this.#everything ??= new Texts([
      this.event.line,
      ...textsOf(allValues(this.event.fields)),
    ]);
  }

  /** The raw line, and the texts of those values that do not stand in it as they are. */
  get searched(): Texts {
    const { line } = this.event;
    return this.#searched ??= new Texts(
      this.everything.plain.filter((text, at) => at === 0 || !line.includes(text)),
    );
  }
}

/**
 * Prepares the lookup of a key.
 *
 * @param key A dotted key
 * @returns A function that gives its values in an event
 */
export function valuesReader(key: string): (event: EventView) => KeyValues {
  const read = keyReader(key);
  return ({ keys, event }) => {
    let found = keys.get(key);
    if (found === undefined) {
      const values = read(event.fields);
      found = values.length === 0 ? MISSING : new KeyValues(values);
      keys.set(key, found);
    }
    return found;
  };
}

let latest: EventView | undefined;

/**
 * The view of an event. Many matchers look at one event after the other, so the latest is kept.
 *
 * @param event An event that is not changed any more
 * @returns Its view
 */
export function viewOf(event: LogEvent): EventView {
  return latest?.event === event ? latest : latest = new EventView(event);
}
