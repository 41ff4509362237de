/**
 * IPv6 networks as texts. `IP()` is documented for IPv4 alone, so a v6 network
 * is matched on the address's text, in its usual (RFC 5952) spelling.
 *
 * @module
 */

import type { CidrValue } from "../expr/ast.ts";

/**
 * Writes a network as a pattern over the text of an address.
 *
 * @param network An IPv6 network
 * @returns A case-insensitive RE2 pattern, or `undefined` when the spelling of
 * the network's addresses varies too much
 */
export function ipv6Regex({ address, prefix }: CidrValue): string | undefined {
  if (prefix === 128) return `^${address.replaceAll(".", "\\.").toLowerCase()}$`;
  const groups = leadingGroups(address);
  const whole = Math.floor(prefix / 16);
  const rest = prefix % 16;
  // A whole group of zeros may be written, shortened or swallowed by `::`.
  if (prefix === 0 || whole > groups.length || groups.slice(0, whole).includes(0)) return undefined;
  const head = groups.slice(0, whole).map((group) => `${group.toString(16)}:`).join("");
  if (rest === 0) return `^${head}`;
  return `^${head}(?:${groupRange(groups[whole] ?? 0, 16 - rest).join("|")})`;
}

/** Spellings of a group whose last bits are free, each with the colon behind it. */
function groupRange(low: number, freeBits: number): string[] {
  const open = Math.floor(freeBits / 4);
  const spare = freeBits % 4;
  const tail = open === 0 ? "" : `[0-9a-f]{${open}}`;
  const digit = (low >> (open * 4)) & 0xf;
  const digits = Array.from({ length: 1 << spare }, (_, at) => (digit + at).toString(16));
  if (low > 0) {
    const head = (low >> ((open + 1) * 4)).toString(16);
    const fixed = head === "0" ? "" : head;
    return [`${fixed}${digits.length === 1 ? digits[0] : `[${digits.join("")}]`}${tail}:`];
  }
  // From zero on: fewer digits, or none at all where `::` swallows the group.
  const spellings = [":"];
  for (let length = 1; length <= open; length++) spellings.push(`[0-9a-f]{${length}}:`);
  if (spare > 0) spellings.push(`[${digits.join("")}]${tail}:`);
  return spellings;
}

/** The groups before `::`, as numbers. */
function leadingGroups(address: string): number[] {
  const [head] = address.split("::");
  return head === "" ? [] : head.split(":").map((group) => parseInt(group, 16));
}
