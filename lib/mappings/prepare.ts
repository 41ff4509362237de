/**
 * A mapping table, indexed for use.
 *
 * @module
 */

import { logsourceKey } from "./logsource_key.ts";
import { type PreparedEntry, prepareEntry } from "./prepare_entry.ts";
import type { Choices, MappingEntry, MappingTable } from "./table.ts";

export type { PreparedEntry, Target } from "./prepare_entry.ts";
export type {
  PreparedField,
  PreparedHashes,
  PreparedKeys,
  PreparedWithin,
} from "./prepare_field.ts";

/** An entry that is indexed when it is first used: most runs need few of a table. */
export interface EntrySlot {
  /** Id of the entry. */
  readonly id: string;
  /** Position in the table, from 0. */
  readonly order: number;
  /** The entry as it stands in the table. */
  readonly entry: MappingEntry;
  /** Whether the choices leave it in. */
  readonly active: boolean;
  /** Returns the entry, indexed. */
  readonly prepared: () => PreparedEntry;
}

/** A mapping table, indexed. */
export interface Mapping {
  /** Name of the table. */
  readonly name: string;
  /** Whether a field that the entry does not name becomes a key as it is. */
  readonly keepUnmapped: boolean;
  /** How variants of a value are written. */
  readonly variants: "list" | "or";
  /** A value for each choice of the table. */
  readonly choices: Choices;
  /** The entries, by id. */
  readonly slots: ReadonlyMap<string, EntrySlot>;
  /** The first active entry for each log source pattern, by its key. */
  readonly index: ReadonlyMap<string, EntrySlot>;
  /** Returns the table under each other value of one choice; made when it is first asked for. */
  readonly others: () => readonly OtherChoice[];
}

/** A table under another value of a choice. */
export interface OtherChoice {
  /** Name of the choice. */
  readonly choice: string;
  /** The value, which is not the one that counts now. */
  readonly value: string;
  /** The table, indexed, with the other choices as they are. */
  readonly mapping: Mapping;
}

/**
 * Indexes a table. Do it once for many rules.
 *
 * @param table A whole table: one that ships, or the outcome of `mergeMappings`
 * @param choices Values of choices; the table's default counts for each that is not named
 * @returns What `applyMapping` needs
 * @throws {TypeError} For a choice or a value that the table does not have
 */
export function prepareMapping(table: MappingTable, choices: Choices = {}): Mapping {
  const chosen = resolveChoices(table, choices);
  const slots = new Map<string, EntrySlot>();
  const index = new Map<string, EntrySlot>();
  let order = 0;
  for (const [id, entry] of Object.entries(table.entries ?? {})) {
    if (entry === null) continue;
    const slot = makeSlot(id, entry, order++, table, chosen);
    slots.set(id, slot);
    if (!slot.active) continue;
    for (const logsource of entry.logsources ?? []) {
      const key = logsourceKey(logsource);
      if (!index.has(key)) index.set(key, slot);
    }
  }
  return {
    name: table.name,
    keepUnmapped: table.unmappedFields === "keep",
    variants: table.variants ?? "list",
    choices: chosen,
    slots,
    index,
    others: otherChoices(table, chosen),
  };
}

function otherChoices(table: MappingTable, chosen: Choices): Mapping["others"] {
  let made: readonly OtherChoice[] | undefined;
  return () =>
    made ??= Object.entries(table.choices ?? {}).flatMap(([choice, known]) =>
      Object.keys(known?.values ?? {}).filter((value) => value !== chosen[choice])
        .map((value): OtherChoice => {
          return { choice, value, mapping: prepareMapping(table, { ...chosen, [choice]: value }) };
        })
    );
}

/**
 * Gives each choice of a table a value.
 *
 * @param table The table
 * @param choices Values that are chosen
 * @throws {TypeError} For a choice or a value that the table does not have
 */
export function resolveChoices(table: MappingTable, choices: Choices): Choices {
  const resolved: Record<string, string> = {};
  for (const [name, choice] of Object.entries(table.choices ?? {})) {
    if (choice !== null) resolved[name] = choice.default;
  }
  for (const [name, value] of Object.entries(choices)) {
    const choice = Object.hasOwn(resolved, name) ? table.choices?.[name] : undefined;
    if (!choice) {
      throw new TypeError(`The mapping table "${table.name}" has no choice "${name}"`);
    }
    if (!Object.hasOwn(choice.values, value)) {
      const known = Object.keys(choice.values).join(", ");
      throw new TypeError(`The choice "${name}" has no value "${value}": known are ${known}`);
    }
    resolved[name] = value;
  }
  return resolved;
}

function makeSlot(
  id: string,
  entry: MappingEntry,
  order: number,
  table: MappingTable,
  choices: Choices,
): EntrySlot {
  let prepared: PreparedEntry | undefined;
  return {
    id,
    order,
    entry,
    active: !entry.when || closedChoice(entry, choices) === undefined,
    prepared: () => prepared ??= prepareEntry(id, entry, order, table, choices),
  };
}

/**
 * Finds the choice that leaves an entry out.
 *
 * @param entry An entry
 * @param choices A value for each choice of its table
 * @returns The name of the first one, or `undefined` when the entry is active
 */
export function closedChoice({ when }: MappingEntry, choices: Choices): string | undefined {
  if (!when) return undefined;
  return Object.keys(when).find((name) => !when[name].includes(choices[name]));
}
