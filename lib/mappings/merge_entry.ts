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
  // Evidence for an event type says nothing about the one that replaces it.
  if (entry.eventType !== undefined && entry.evidence === undefined) delete merged.evidence;
  if (entry.eventType !== undefined && !entry.twinEventTypes) delete merged.twinEventTypes;
  for (const name of ["fields", "unsupportedFields", "otherFields", "loss"]) delete merged[name];
  const usesSets = merged.use !== undefined;
  return { ...merged, ...mergeFields(base, entry, usesSets) };
}
