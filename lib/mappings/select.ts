/**
 * Which entry of a mapping table serves a log source.
 *
 * @module
 */

import type { LogSource } from "../sigma/ast.ts";
import { ANY_VALUE, NO_VALUE } from "./logsource_key.ts";
import type { EntrySlot, Mapping, PreparedEntry } from "./prepare.ts";

/**
 * Finds the entry for a rule: among those that the choices leave in the one
 * whose pattern names most attributes, and among equals the first of the table.
 *
 * @param logsource The rule's log source
 * @param mapping A prepared table
 * @returns The entry, or `undefined` when none serves the log source
 */
export function selectEntry(logsource: LogSource, mapping: Mapping): PreparedEntry | undefined {
  return selectSlot(logsource, mapping.index)?.prepared();
}

/**
 * Finds the entry like {@link selectEntry}, without indexing it.
 *
 * @param logsource The rule's log source
 * @param index The first entry for each log source pattern, by its key
 */
export function selectSlot(
  logsource: LogSource,
  index: ReadonlyMap<string, EntrySlot>,
): EntrySlot | undefined {
  const category = logsource.category ?? NO_VALUE;
  const product = logsource.product ?? NO_VALUE;
  const service = logsource.service ?? NO_VALUE;
  const all = index.get(`${category}\n${product}\n${service}`);
  if (all !== undefined) return all;
  return first(
    index.get(`${category}\n${product}\n${ANY_VALUE}`),
    index.get(`${category}\n${ANY_VALUE}\n${service}`),
    index.get(`${ANY_VALUE}\n${product}\n${service}`),
  ) ?? first(
    index.get(`${category}\n${ANY_VALUE}\n${ANY_VALUE}`),
    index.get(`${ANY_VALUE}\n${product}\n${ANY_VALUE}`),
    index.get(`${ANY_VALUE}\n${ANY_VALUE}\n${service}`),
  );
}

function first(
  a: EntrySlot | undefined,
  b: EntrySlot | undefined,
  c: EntrySlot | undefined,
): EntrySlot | undefined {
  let best = a;
  if (b !== undefined && (best === undefined || b.order < best.order)) best = b;
  if (c !== undefined && (best === undefined || c.order < best.order)) best = c;
  return best;
}
