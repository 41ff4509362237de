/**
 * One table out of several files.
 *
 * @module
 */

import type { MappingTable } from "./table.ts";

/**
 * Joins the parts of a table. Unlike a merge this replaces nothing: each id
 * stands in one part alone, so that a part can be read by itself.
 *
 * @param base The part with what concerns the whole table
 * @param families The other parts, in order
 * @returns The table
 */
export function joinFamilies(base: MappingTable, families: readonly MappingTable[]): MappingTable {
  const { $schema: _, ...whole } = base;
  const parts = [base, ...families];
  return {
    ...whole,
    sources: Object.assign({}, ...parts.map(({ sources }) => sources)),
    fieldSets: Object.assign({}, ...parts.map(({ fieldSets }) => fieldSets)),
    entries: Object.assign({}, ...parts.map(({ entries }) => entries)),
  };
}
