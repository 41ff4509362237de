/**
 * Addresses in networks.
 *
 * @module
 */

import { parseIpv4, parseIpv6, parseNetwork } from "../sigma/network.ts";

/**
 * Prepares a test for a network.
 *
 * An IPv4 address that is mapped into IPv6 (`::ffff:10.0.0.1`) is in the IPv4 network too. The zone
 * behind `%` is not looked at.
 *
 * @param network `10.0.0.0/8`, `fe80::/10` or an address alone
 * @param hostBits What bits behind the prefix are: a fault, or not looked at
 * @returns The test of an address's text, or why the network cannot be read
 */
export function networkTest(
  network: string,
  hostBits: "fault" | "masked" = "fault",
): ((text: string) => boolean) | string {
  const [address, length] = network.split("/");
  const parsed = parseNetwork(hostBits === "fault" ? network : address);
  if (typeof parsed === "string") return parsed;
  const { version } = parsed;
  const prefix = length === undefined ? parsed.prefix : Number(length);
  if (!(prefix >= 0 && prefix <= (version === 4 ? 32 : 128))) {
    return `"${length}" is no prefix length`;
  }
  const bytes = (version === 4 ? parseIpv4(address) : parseIpv6(address))!;
  return (text) => {
    const found = addressBytes(text, version);
    return found !== undefined && sharesPrefix(found, bytes, prefix);
  };
}

/** The longest spelling of an address, with room for its zone. */
const MAX_ADDRESS_LENGTH = 100;

function addressBytes(text: string, version: 4 | 6): readonly number[] | undefined {
  if (text.length > MAX_ADDRESS_LENGTH) return undefined;
  if (!text.includes(":")) return version === 4 ? parseIpv4(text) : undefined;
  const bytes = parseIpv6(text.replace(/%[^%]*$/, ""));
  if (version === 6 || bytes === undefined) return bytes;
  const isMapped = bytes.slice(0, 12).every((byte, at) => byte === (at < 10 ? 0 : 0xff));
  return isMapped ? bytes.slice(12) : undefined;
}

function sharesPrefix(a: readonly number[], b: readonly number[], prefix: number): boolean {
  const whole = prefix >> 3;
  for (let at = 0; at < whole; at++) if (a[at] !== b[at]) return false;
  const rest = prefix & 7;
  return rest === 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) === 0;
}
