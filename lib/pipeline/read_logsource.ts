/**
 * A log source as parameters of an item or a condition.
 *
 * @module
 */

import type { LogSource } from "../sigma/ast.ts";
import type { ParameterReader } from "./parameter_reader.ts";

/** The attributes of a log source. */
export const LOGSOURCE_KEYS = ["category", "product", "service"] as const;

/** Reads a log source with at least one attribute; `undefined` when a fault was reported. */
export function readLogSource(reader: ParameterReader): LogSource | undefined {
  const found: { category?: string; product?: string; service?: string } = {};
  for (const key of LOGSOURCE_KEYS) {
    const text = reader.text(key);
    if (text !== undefined) found[key] = text;
  }
  if (Object.keys(found).length > 0) return found;
  return reader.fault("it has no category, product or service");
}
