/**
 * Addresses in networks and beside them.
 *
 * @module
 */

import { parseIpv4, parseIpv6 } from "../../sigma/network.ts";
import type { CidrValue } from "../../sigma/value.ts";
import type { Random } from "../random.ts";

/** An address with the words that say where it lies. */
export interface NamedAddress {
  readonly text: string;
  readonly where: string;
  /** Whether it lies in the network. */
  readonly isIn: boolean;
}

/** A random address of a network. */
export function addressIn(network: CidrValue, random: Random): string {
  const { first, last, version } = bounds(network);
  const size = last - first + 1n;
  const offset = (BigInt(random.below(2 ** 31)) * BigInt(random.below(2 ** 31))) % size;
  return spell(first + offset, version);
}

/** The addresses at the ends of a network, and those behind its ends. */
export function addressesAround(network: CidrValue): NamedAddress[] {
  const { first, last, version } = bounds(network);
  const highest = (1n << (version === 4 ? 32n : 128n)) - 1n;
  const found: NamedAddress[] = [
    { text: spell(first, version), where: "the first address", isIn: true },
    { text: spell(last, version), where: "the last address", isIn: true },
  ];
  if (first > 0n) {
    const text = spell(first - 1n, version);
    found.push({ text, where: "the address before the first one", isIn: false });
  }
  if (last < highest) {
    const text = spell(last + 1n, version);
    found.push({ text, where: "the address behind the last one", isIn: false });
  }
  if (version === 6) {
    const text = longSpelling(first).toUpperCase();
    found.push({ text, where: "the first address, spelled in full", isIn: true });
  }
  return found;
}

/** The short spelling of an IPv6 address; `undefined` for what is none. */
export function shortAddress(text: string): string | undefined {
  const bytes = text.includes(":") ? parseIpv6(text) : undefined;
  return bytes && spell(bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n), 6);
}

function bounds({ address, prefix, version }: CidrValue): {
  readonly first: bigint;
  readonly last: bigint;
  readonly version: 4 | 6;
} {
  const bytes = (version === 4 ? parseIpv4(address) : parseIpv6(address)) ?? [];
  const first = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const free = BigInt((version === 4 ? 32 : 128) - prefix);
  return { first, last: first + (1n << free) - 1n, version };
}

function spell(address: bigint, version: 4 | 6): string {
  if (version === 6) return shortSpelling(longSpelling(address));
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 0xffn)).join(".");
}

function groups(address: bigint): string[] {
  return Array.from({ length: 8 }, (_, at) => {
    return ((address >> BigInt(112 - at * 16)) & 0xffffn).toString(16);
  });
}

function longSpelling(address: bigint): string {
  return groups(address).map((group) => group.padStart(4, "0")).join(":");
}

/** RFC 5952: no leading zeros, `::` for the longest run of two zeros or more, the first of several. */
function shortSpelling(long: string): string {
  const parts = long.split(":").map((group) => group.replace(/^0{1,3}/, ""));
  let [start, length] = [-1, 1];
  for (let at = 0; at < parts.length; at++) {
    let end = at;
    while (parts[end] === "0") end++;
    if (end - at > length) [start, length] = [at, end - at];
  }
  if (start < 0) return parts.join(":");
  return `${parts.slice(0, start).join(":")}::${parts.slice(start + length).join(":")}`;
}
