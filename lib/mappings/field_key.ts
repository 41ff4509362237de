/**
 * Keys that are made of the names of fields.
 *
 * @module
 */

const PLACEHOLDER_REGEXP = /\{(name|lower|lowerCamel|snake)\}/;

/**
 * Makes the key of a field that a table does not name.
 *
 * @param pattern A key with one of `{name}`, `{lower}`, `{lowerCamel}` and `{snake}`
 * @param field Name of the field
 * @returns The key
 *
 * @example Each form
 * ```ts
 * import { fieldKey } from "./field_key.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(fieldKey("a.{name}", "TargetUserName"), "a.TargetUserName");
 * assert.equal(fieldKey("a.{lower}", "TargetUserName"), "a.targetusername");
 * assert.equal(fieldKey("a.{lowerCamel}", "IPAddress"), "a.ipAddress");
 * assert.equal(fieldKey("{snake}", "TargetUserSID"), "target_user_sid");
 * ```
 */
export function fieldKey(pattern: string, field: string): string {
  return pattern.replace(PLACEHOLDER_REGEXP, (_, form: string) => {
    switch (form) {
      case "lower":
        return field.toLowerCase();
      case "lowerCamel":
        return lowerCamel(field);
      case "snake":
        return snake(field);
      default:
        return field;
    }
  });
}

/** The capitals at the beginning become small, except the one that begins the second word. */
function lowerCamel(field: string): string {
  return field.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
}

function snake(field: string): string {
  return field
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .replace(/[\s-]+/g, "_")
    .toLowerCase();
}
