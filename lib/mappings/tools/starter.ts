/**
 * A mapping table for a log source of a site's own, to be filled in.
 *
 * @module
 */

import type { LogSource } from "../../sigma/ast.ts";
import type { EvidenceDetail, FieldMapping, MappingEntry, MappingTable } from "../table.ts";

/** A log source, and the fields that its rules use. */
export interface StarterEntry {
  readonly logsource: LogSource;
  /** Sigma fields, those first that most rules use. */
  readonly fields: readonly string[];
}

/** What the table is made of. */
export interface StarterInput {
  /** Name of the table. */
  readonly name: string;
  /** One entry for each. */
  readonly entries: readonly StarterEntry[];
}

const SOURCE = "own_log";

const NOT_CHECKED: EvidenceDetail = {
  grade: "inferred",
  source: SOURCE,
  note: "Not checked yet: the key is the name of the field",
};

/**
 * Makes a starter table: each field has its own name as a key, which is a guess, and is graded as
 * one, so that each query carries a warning until somebody has checked the keys.
 *
 * @param input Name and log sources
 * @returns A table that can be merged over the default one
 *
 * @example One log source
 * ```ts
 * import { starterTable } from "./starter.ts";
 * import assert from "node:assert/strict";
 *
 * const logsource = { product: "our_vpn" };
 * const { entries } = starterTable({ name: "vpn", entries: [{ logsource, fields: ["user"] }] });
 * assert.deepEqual(Object.keys(entries!), ["vpn"]);
 * assert.deepEqual(entries!.vpn!.logsources, [{ product: "our_vpn" }]);
 * ```
 */
export function starterTable({ name, entries }: StarterInput): MappingTable {
  const ids = new Set<string>();
  return {
    $schema: "./mapping.schema.json",
    name,
    description: "A starter: what stands here is a guess until you have checked it. `sigma-leql " +
      "mapping schema > mapping.schema.json` makes editors complete it, `sigma-leql mapping verify " +
      "--topkeys` holds it against the keys of your log",
    sources: {
      [SOURCE]: {
        title: "Keys of our own log: GET /management/logs/{id}/topkeys of the Log Search API",
        url: "https://us.api.insight.rapid7.com/log_search/management/logs",
      },
    },
    entries: Object.fromEntries(entries.map((entry) => {
      const id = freeId(entries.length === 1 ? name : logSourceName(entry.logsource), ids);
      return [id, starterEntry(entry)];
    })),
  };
}

function starterEntry({ logsource, fields }: StarterEntry): MappingEntry {
  const { category, product, service } = logsource;
  return {
    description:
      "Fill in: event type and log set, as Log Search shows them, and behind each field " +
      "the key of your log. Once a key is checked, make its evidence `seen: own_log`. A field that " +
      "your log does not have goes to unsupportedFields, with a reason",
    logsources: [{
      ...(category !== undefined && { category }),
      ...(product !== undefined && { product }),
      ...(service !== undefined && { service }),
    }],
    eventType: "raw",
    logSet: "Raw Log",
    evidence: { ...NOT_CHECKED, note: "Not checked yet: logs without a parser have this one" },
    collection: "raw",
    fields: Object.fromEntries(fields.map((field): [string, FieldMapping] => {
      return [field, { key: field, evidence: NOT_CHECKED }];
    })),
    unsupportedFields: {},
  };
}

function logSourceName({ category, product, service }: LogSource): string {
  return [product, category, service].filter((part) => part !== undefined).join("_");
}

/** Makes an id of a name: small letters, digits and `_`. */
export function entryId(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "");
}

function freeId(name: string, taken: Set<string>): string {
  const base = entryId(name) || "own";
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}_${number}`;
  taken.add(id);
  return id;
}
