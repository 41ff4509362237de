/**
 * The key of one field name, outside of a detection item: for `group-by` and
 * the like.
 *
 * @module
 */

import type { Mapping, PreparedEntry } from "./prepare.ts";
import { NO_EVIDENCE, type UsedEvidence } from "./used_evidence.ts";

/** A key, or why there is not exactly one. */
export type MappedName =
  | { readonly key: string; readonly evidence: readonly UsedEvidence[] }
  | { readonly reason: string };

/**
 * Finds the key of a field.
 *
 * @param name The Sigma field
 * @param entry The entry that carries the rule that the field belongs to
 * @param mapping Its table
 * @returns The key, or the reason why there is not exactly one
 */
export function mapName(name: string, entry: PreparedEntry, mapping: Mapping): MappedName {
  let field = entry.fields.get(name);
  if (field === undefined) {
    const reason = entry.unsupported.get(name);
    if (reason !== undefined) return { reason };
    field = entry.otherField?.(name);
    if (field === undefined && mapping.keepUnmapped) return { key: name, evidence: NO_EVIDENCE };
    if (field === undefined) {
      return { reason: `the entry "${entry.target.entry}" has no key for it` };
    }
  }
  if (field.kind === "Within") return { reason: "it has no key of its own" };
  if (field.kind === "Hashes") return { reason: "its values are split over several keys" };
  if (field.keys.length !== 1) return { reason: "it stands for several keys" };
  return { key: field.keys[0], evidence: field.evidence };
}
