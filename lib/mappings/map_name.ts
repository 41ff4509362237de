/**
 * The key of one field name, outside of a detection item: for `group-by` and
 * the like.
 *
 * @module
 */

import type { LogSource } from "../sigma/ast.ts";
import type { Mapping } from "./prepare.ts";
import { selectEntry } from "./select.ts";

/**
 * Finds the key of a field.
 *
 * @param name The Sigma field
 * @param logsource The log source of the rule that the field belongs to
 * @param mapping A prepared table
 * @returns The key, or the reason why there is not exactly one
 */
export function mapName(
  name: string,
  logsource: LogSource,
  mapping: Mapping,
): { readonly key: string } | { readonly reason: string } {
  const entry = selectEntry(logsource, mapping);
  if (entry === undefined) {
    return { reason: `no entry of the mapping table "${mapping.name}" serves the log source` };
  }
  const field = entry.fields.get(name);
  if (field === undefined) {
    const reason = entry.unsupported.get(name);
    if (reason !== undefined) return { reason };
    if (mapping.keepUnmapped) return { key: name };
    return { reason: `the entry "${entry.target.entry}" has no key for it` };
  }
  if (field.kind === "Hashes") return { reason: "its values are split over several keys" };
  if (field.keys.length !== 1) return { reason: "it stands for several keys" };
  return { key: field.keys[0] };
}
