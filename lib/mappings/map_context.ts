/**
 * What mapping a rule needs at each of its items, and the fields that it finds.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { Span } from "../source.ts";
import { didYouMean } from "../suggest.ts";
import type { Polarity } from "./map_within.ts";
import type { Mapping, PreparedEntry } from "./prepare.ts";
import type { PreparedField } from "./prepare_field.ts";
import type { KeyUsers } from "./shared_keys.ts";
import type { UsedEvidence } from "./used_evidence.ts";

/** What mapping a rule needs at each of its items. */
export interface MapContext {
  /** The prepared table. */
  readonly mapping: Mapping;
  /** The entry that serves the rule. */
  readonly entry: PreparedEntry;
  /** Gets each fault. */
  readonly diagnostics: Diagnostic[];
  /** Gets the evidence of what is used. */
  readonly used: Set<readonly UsedEvidence[]>;
  /** Where the item stands in the rule. */
  readonly polarity: Polarity;
  /** Gets the fields that are used under each key. */
  readonly keyUsers?: KeyUsers;
}

/**
 * Returns what stands for a field. `undefined` means that the field stays: the
 * table keeps it, or a fault was reported.
 */
export function lookUp(name: string, span: Span, context: MapContext): PreparedField | undefined {
  const { entry, mapping, diagnostics } = context;
  const field = entry.fields.get(name);
  if (field !== undefined) return field;
  const reason = entry.unsupported.get(name);
  if (reason !== undefined) {
    const message = `Cannot map field "${name}": ${reason}`;
    diagnostics.push(diagnostic("unsupported", "unsupported-field", message, span));
  } else if (entry.otherField !== undefined) {
    return entry.otherField(name);
  } else if (!mapping.keepUnmapped) {
    const id = entry.target.entry;
    diagnostics.push(diagnostic(
      "unsupported",
      "unmapped-field",
      `Cannot map field "${name}": the entry "${id}" of the mapping table "${mapping.name}" ` +
        "has no key for it",
      span,
      similarField(name, entry) ??
        `Add "${name}" to $.entries.${id}.fields in a mapping table of your own`,
    ));
  }
  return undefined;
}

/** What `didYouMean` has answered: many rules have the same fields, and it takes its time. */
const SIMILAR = new WeakMap<PreparedEntry, Map<string, string | undefined>>();

function similarField(name: string, entry: PreparedEntry): string | undefined {
  let known = SIMILAR.get(entry);
  if (known === undefined) SIMILAR.set(entry, known = new Map());
  if (!known.has(name)) known.set(name, didYouMean(name, entry.fields.keys()));
  return known.get(name);
}
