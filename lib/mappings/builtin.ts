/**
 * The mapping tables that ship.
 *
 * @module
 */

import { INSIGHTIDR } from "./insightidr/index.ts";
import pysigma from "./pysigma.json" with { type: "json" };
import type { MappingTable } from "./table.ts";

/** Name of the table that is used when none is chosen. */
export const DEFAULT_MAPPING = "insightidr";

/** The tables that ship, by name. */
export const BUILTIN_MAPPINGS: Readonly<Record<string, MappingTable>> = {
  insightidr: INSIGHTIDR,
  pysigma: pysigma as MappingTable,
};

/**
 * Returns a table that ships.
 *
 * @param name Its name
 * @returns The table, or `undefined` when none has the name
 *
 * @example The default table
 * ```ts
 * import { builtinMapping, DEFAULT_MAPPING } from "./builtin.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(builtinMapping(DEFAULT_MAPPING)?.unmappedFields, "error");
 * assert.equal(builtinMapping("nosuch"), undefined);
 * ```
 */
export function builtinMapping(name: string): MappingTable | undefined {
  return Object.hasOwn(BUILTIN_MAPPINGS, name) ? BUILTIN_MAPPINGS[name] : undefined;
}
