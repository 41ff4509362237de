/**
 * Names that differ in style alone.
 *
 * @module
 */

/**
 * Writes a name in a form that its spellings share: `targetUserName`, `target_user_name`,
 * `TargetUserName` and `targetusername` are the same.
 *
 * @param name A key, a part of one, or a field
 * @returns Small letters and digits; dots stay
 */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}.]/gu, "");
}

/** The last part of a key with dots. */
export function lastPart(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
}

/** What stands before the last part, with its dot; empty when there is none. */
export function beforeLastPart(key: string): string {
  return key.slice(0, key.lastIndexOf(".") + 1);
}

/**
 * Writes a key without the numbers of list items: `vars.7.value` and `vars.value` find the same.
 *
 * @param key A key with dots
 */
export function withoutIndexes(key: string): string {
  return key.split(".").filter((part, at) => at === 0 || !/^\d+$/.test(part)).join(".");
}
