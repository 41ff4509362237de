/**
 * One entry over another.
 *
 * @module
 */

import { mergeFields } from "./merge_fields.ts";
import type { MappingEntry } from "./table.ts";

/**
 * Merges entries; what the second says wins, `null` removes.
 *
 * @param base The weaker one
 * @param entry The stronger one
 */
export function mergeEntries(base: MappingEntry, entry: MappingEntry): MappingEntry {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(entry)) {
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  const isOther = entry.eventType !== undefined && entry.eventType !== base.eventType;
  // Evidence for an event type says nothing about the one that replaces it, nor do its twins.
  if (isOther && entry.evidence === undefined) delete merged.evidence;
  const twins = mergeTwins(isOther ? undefined : base.twinEventTypes, entry.twinEventTypes);
  if (twins === undefined) delete merged.twinEventTypes;
  else merged.twinEventTypes = twins;
  for (const name of ["fields", "unsupportedFields", "otherFields", "loss"]) delete merged[name];
  const usesSets = merged.use !== undefined;
  return { ...merged, ...mergeFields(base, entry, usesSets) };
}

/** Name by name; `null` removes one, and all in the place of the names. */
function mergeTwins(
  base: MappingEntry["twinEventTypes"],
  own: MappingEntry["twinEventTypes"],
): MappingEntry["twinEventTypes"] | undefined {
  if (own === null) return undefined;
  const merged = Object.entries({ ...base, ...own }).filter(([, twin]) => twin !== null);
  return merged.length === 0 ? undefined : Object.fromEntries(merged);
}
