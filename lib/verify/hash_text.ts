/**
 * Texts of the field `Hashes`, as Sysmon writes them.
 *
 * @module
 */

import type { JsonValue } from "../event/event.ts";
import { DIGEST_LENGTHS } from "../mappings/hashes.ts";

const PART_REGEXP = /^([A-Za-z0-9]+)=([0-9A-Fa-f]+)$/;

/**
 * Tells whether a value can be that of a field with hashes: `MD5=…,SHA256=…`, each digest whole.
 * A field that is not there, or has no value, is one too.
 */
export function isHashText(value: JsonValue): boolean {
  if (value === null || value === "") return true;
  if (Array.isArray(value)) return value.every(isHashText);
  if (typeof value !== "string") return false;
  return value.split(",").every((part) => {
    const match = PART_REGEXP.exec(part);
    if (match === null) return false;
    return DIGEST_LENGTHS[match[1].toUpperCase()] === match[2].length;
  });
}
