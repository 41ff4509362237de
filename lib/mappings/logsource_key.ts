/**
 * Log source patterns as texts that can be looked up.
 *
 * @module
 */

import type { LogSourcePattern } from "./table.ts";

/** Stands for "any value" in a key. */
export const ANY_VALUE = "\u0000";

/** Stands for "no value" in a key. */
export const NO_VALUE = "\u0001";

/** The key of a pattern. Patterns with the same attributes have the same key. */
export function logsourceKey({ category, product, service }: LogSourcePattern): string {
  return `${part(category)}\n${part(product)}\n${part(service)}`;
}

function part(value: string | null | undefined): string {
  return value === undefined ? ANY_VALUE : value === null ? NO_VALUE : value;
}
