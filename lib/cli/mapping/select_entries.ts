import { closedChoice, type Mapping } from "../../mappings/prepare.ts";
import type { MappingEntry } from "../../mappings/table.ts";
import { didYouMean } from "../../suggest.ts";
import { choiceFlag } from "../choice_flags.ts";
import { UsageError } from "../usage_error.ts";
import { dashed } from "./explain_words.ts";

/** Which entries are meant; what is empty does not count. */
export interface EntrySelection {
  readonly ids: readonly string[];
  readonly logSets: readonly string[];
  readonly eventTypes: readonly string[];
}

/**
 * Finds the entries of a table that are meant.
 *
 * @param selection Ids, log sets and event types; an entry must meet all three
 * @param mapping The table
 * @returns Ids of entries, in the order of the table
 * @throws {UsageError} For what the table does not have, or a choice leaves out
 */
export function selectEntries(
  { ids, logSets, eventTypes }: EntrySelection,
  mapping: Mapping,
): readonly string[] {
  const slots = [...mapping.slots.values()];
  const sets = names(slots.map(({ entry }) => entry.logSet));
  if (ids.length + logSets.length + eventTypes.length === 0) {
    throw new UsageError(
      "mapping verify needs to know which entries the keys belong to",
      `Give --entry, --event-type or --log-set. Log sets: ${sets.join(", ")}`,
    );
  }
  for (const id of ids) checkEntry(id, mapping);
  checkKnown(logSets, sets, "log set", mapping);
  checkKnown(
    eventTypes,
    names(slots.flatMap(({ entry }) => eventTypesOf(entry))),
    "event type",
    mapping,
  );
  const found = slots.filter(({ id, active, entry }) =>
    active && (ids.length === 0 || ids.includes(id)) && isOneOf([entry.logSet], logSets) &&
    isOneOf(eventTypesOf(entry), eventTypes)
  );
  if (found.length > 0) return found.map(({ id }) => id);
  throw new UsageError(`No entry of the mapping table "${mapping.name}" is all that at once`);
}

function checkEntry(id: string, mapping: Mapping): void {
  const slot = mapping.slots.get(id);
  if (slot === undefined) {
    throw new UsageError(
      `The mapping table "${mapping.name}" has no entry "${id}"`,
      didYouMean(id, mapping.slots.keys()) ?? "mapping print shows all of them",
    );
  }
  if (slot.active) return;
  const choice = closedChoice(slot.entry, mapping.choices)!;
  const values = slot.entry.when![choice].map(dashed).join(" or ");
  throw new UsageError(`The entry "${id}" is for ${choiceFlag(choice)} ${values} alone`);
}

function checkKnown(
  wanted: readonly string[],
  known: readonly string[],
  what: string,
  { name }: Mapping,
): void {
  const unknown = wanted.find((one) => !known.includes(one));
  if (unknown === undefined) return;
  throw new UsageError(
    `No entry of the mapping table "${name}" has the ${what} "${unknown}"`,
    didYouMean(unknown, known) ?? `Known are ${known.join(", ")}`,
  );
}

function names(found: readonly (string | null | undefined)[]): string[] {
  return [...new Set(found.flatMap((name) => name ?? []))].sort();
}

function eventTypesOf({ eventType, twinEventTypes }: MappingEntry): readonly string[] {
  return eventType ? [eventType, ...Object.keys(twinEventTypes ?? {})] : [];
}

function isOneOf(
  values: readonly (string | null | undefined)[],
  wanted: readonly string[],
): boolean {
  return wanted.length === 0 || values.some((value) => value != null && wanted.includes(value));
}
