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
  const groups = readGroups(address);
  if (prefix === 128) return `^${addressRegex(groups)}$`;
  const whole = Math.floor(prefix / 16);
  const rest = prefix % 16;
  // A whole group of zeros may be written, or swallowed by `::`, and with it more than the network
  // tells; only the last of the network's groups is free of that.
  if (prefix === 0 || groups.slice(0, rest === 0 ? whole - 1 : whole).includes(0)) return undefined;
  if (rest === 0 && groups[whole - 1] === 0) return `^${spellHead(groups, whole - 1)}(?::|0:)`;
  const head = spellHead(groups, whole);
  if (rest === 0) return `^${head}`;
  const ranges = whole === 7
    ? groupRange(groups[7], 16 - rest).map((range) => `${range}$`)
    : groupRange(groups[whole], 16 - rest).map((range) => `${range}:`);
  // Behind seven other groups a zero is too short to be swallowed.
  if (whole < 7 && groups[whole] === 0) ranges.unshift(":");
  return `^${head}(?:${ranges.join("|")})`;
}

/** The first groups, each with the colon behind it. */
function spellHead(groups: readonly number[], count: number): string {
  return groups.slice(0, count).map((group) => `${group.toString(16)}:`).join("");
}

/** Spellings of a group whose last bits are free. */
function groupRange(low: number, freeBits: number): string[] {
  const open = Math.floor(freeBits / 4);
  const spare = freeBits % 4;
  const tail = hexDigits(open);
  const digit = (low >> (open * 4)) & 0xf;
  const digits = Array.from({ length: 1 << spare }, (_, at) => (digit + at).toString(16));
  if (low > 0) {
    const head = (low >> ((open + 1) * 4)).toString(16);
    const fixed = head === "0" ? "" : head;
    return [`${fixed}${digits.length === 1 ? digits[0] : `[${digits.join("")}]`}${tail}`];
  }
  // From zero on: fewer digits.
  const ranges: string[] = [];
  for (let length = 1; length <= open; length++) ranges.push(hexDigits(length));
  if (spare > 0) ranges.push(`[${digits.join("")}]${tail}`);
  return ranges;
}

/** The eight groups of an address. */
function readGroups(address: string): number[] {
  const [head, tail] = address.split("::").map((half) => half === "" ? [] : half.split(":"));
  const before = head.flatMap(readGroup);
  if (tail === undefined) return before;
  const after = tail.flatMap(readGroup);
  return [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** One group, or the two of an embedded IPv4 address. */
function readGroup(text: string): number[] {
  if (!text.includes(".")) return [parseInt(text, 16)];
  const [a, b, c, d] = text.split(".").map(Number);
  return [a * 256 + b, c * 256 + d];
}

/** One address in its RFC 5952 spelling; an IPv4 address that is mapped also in mixed notation. */
function addressRegex(groups: readonly number[]): string {
  const spelled = shortSpelling(groups.map((group) => group.toString(16)).join(":"));
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!mapped) return spelled;
  const bytes = groups.slice(6).flatMap((group) => [group >> 8, group & 255]);
  return `(?:${spelled}|::ffff:${bytes.join("\\.")})`;
}

/** Puts `::` for the longest run of two or more zeros, the first of several. */
function shortSpelling(spelled: string): string {
  let longest: RegExpMatchArray | undefined;
  for (const run of spelled.matchAll(/\b0(?::0)+\b/g)) {
    if (longest === undefined || run[0].length > longest[0].length) longest = run;
  }
  if (longest === undefined) return spelled;
  const before = spelled.slice(0, longest.index).replace(/:$/, "");
  const behind = spelled.slice(longest.index! + longest[0].length).replace(/^:/, "");
  return `${before}::${behind}`;
}

function hexDigits(count: number): string {
  if (count < 2) return count === 0 ? "" : "[0-9a-f]";
  return `[0-9a-f]{${count}}`;
}
