/**
 * IP networks in CIDR notation, as the modifier `cidr` takes them.
 *
 * @module
 */

/** A network. */
export interface Network {
  readonly version: 4 | 6;
  /** Address as written. */
  readonly address: string;
  /** Prefix length; the full length for a bare address. */
  readonly prefix: number;
}

/**
 * Reads a network. Host bits must be zero.
 *
 * @param text `10.0.0.0/8`, `fe80::/10` or a bare address
 * @returns The network, or the reason why the text is none
 */
export function parseNetwork(text: string): Network | string {
  const slash = text.indexOf("/");
  const address = slash < 0 ? text : text.slice(0, slash);
  const version = address.includes(":") ? 6 : 4;
  const bytes = version === 4 ? parseIpv4(address) : parseIpv6(address);
  if (bytes === undefined) return `"${address}" is not an IP address`;
  const length = bytes.length * 8;
  const prefixText = slash < 0 ? String(length) : text.slice(slash + 1);
  const prefix = /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : -1;
  if (prefix < 0 || prefix > length) {
    return `"${prefixText}" is not a prefix length from 0 to ${length}`;
  }
  if (hasHostBits(bytes, prefix)) return `"${text}" has host bits set`;
  return { version, address, prefix };
}

/** Returns the 4 bytes of an IPv4 address, or `undefined`. */
export function parseIpv4(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  const bytes = parts.map((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256);
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

/** Returns the 16 bytes of an IPv6 address, or `undefined`. */
export function parseIpv6(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = parseGroups(halves[0], halves.length === 1);
  const tail = halves.length === 2 ? parseGroups(halves[1], true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Reads groups; the last of an address may be an IPv4 address. */
function parseGroups(text: string, isLast: boolean): number[] | undefined {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at];
    if (isLast && at === groups.length - 1 && group.includes(".")) {
      const embedded = parseIpv4(group);
      if (embedded === undefined) return undefined;
      bytes.push(...embedded);
    } else if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const number = parseInt(group, 16);
      bytes.push(number >> 8, number & 255);
    } else {
      return undefined;
    }
  }
  return bytes;
}

function hasHostBits(bytes: readonly number[], prefix: number): boolean {
  return bytes.some((byte, at) => {
    const networkBits = Math.min(8, Math.max(0, prefix - at * 8));
    return (byte & (0xff >> networkBits)) !== 0;
  });
}
