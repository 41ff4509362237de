/**
 * IPv6 networks as texts. `IP()` is documented for IPv4 alone, so a v6 network
 * is matched on the address's text, in its usual spellings (RFC 5952, sections 2 and 4).
 *
 * @module
 */

import type { CidrValue } from "../expr/ast.ts";

/**
 * Writes a network as a pattern over the text of an address.
 *
 * The pattern knows the usual spellings: the short one, and all eight groups, with or without
 * zeros in front of a group (`::1`, `0:0:0:0:0:0:0:1`, `0000:0000:…:0001`).
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
  if (rest === 0 && groups[whole - 1] === 0) {
    return `^${spellHead(groups, whole - 1)}(?::|${ZERO}:)`;
  }
  const head = spellHead(groups, whole);
  if (rest === 0) return `^${head}`;
  const ranges = whole === 7
    ? groupRange(groups[7], 16 - rest).map((range) => `${range}$`)
    : groupRange(groups[whole], 16 - rest).map((range) => `${range}:`);
  // Behind seven other groups a zero is too short to be swallowed.
  if (whole < 7 && groups[whole] === 0) ranges.unshift(":");
  return `^${head}(?:${ranges.join("|")})`;
}

/** A group of zeros that is written out. */
const ZERO = "0{1,4}";

/** The first groups, each with the colon behind it. */
function spellHead(groups: readonly number[], count: number): string {
  return groups.slice(0, count).map((group) => `${spellGroup(group)}:`).join("");
}

/** One group, with or without the zeros in front. */
function spellGroup(group: number): string {
  const digits = group.toString(16);
  return group === 0 ? ZERO : zeros(4 - digits.length) + digits;
}

/** Up to so many zeros. */
function zeros(count: number): string {
  if (count < 2) return count === 0 ? "" : "0?";
  return `0{0,${count}}`;
}

/** Spellings of a group whose last bits are free. */
function groupRange(low: number, freeBits: number): string[] {
  const open = Math.floor(freeBits / 4);
  const spare = freeBits % 4;
  const tail = hexDigits(open);
  const digit = (low >> (open * 4)) & 0xf;
  const digits = Array.from({ length: 1 << spare }, (_, at) => (digit + at).toString(16));
  const choice = digits.length === 1 ? digits[0] : `[${digits.join("")}]`;
  if (low > 0) {
    const head = (low >> ((open + 1) * 4)).toString(16);
    const fixed = head === "0" ? "" : head;
    return [`${zeros(3 - open - fixed.length)}${fixed}${choice}${tail}`];
  }
  // From zero on: fewer digits.
  const ranges: string[] = [];
  for (let length = 1; length <= open; length++) ranges.push(hexDigits(length));
  ranges.push(`${zeros(3 - open)}${choice}${tail}`);
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

/** One address: short and written out; an IPv4 address that is mapped also in mixed notation. */
function addressRegex(groups: readonly number[]): string {
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    const tail = groups.slice(6);
    const bytes = tail.flatMap((group) => [group >> 8, group & 255]);
    const ends = `${tail.map(spellGroup).join(":")}|${bytes.join("\\.")}`;
    return `(?:::|(?:${ZERO}:){5})ffff:(?:${ends})`;
  }
  const hex = groups.map((group) => group.toString(16)).join(":");
  const short = shortSpelling(hex);
  const long = spellAll(groups);
  return short === hex ? long : `(?:${short}|${long})`;
}

/** All eight groups; zeros in a row are counted. */
function spellAll(groups: readonly number[]): string {
  let spelled = "";
  for (let at = 0; at < 8;) {
    let end = at;
    // The last group has no colon behind it.
    while (end < 7 && groups[end] === 0) end++;
    if (end - at > 1) {
      spelled += `(?:${ZERO}:){${end - at}}`;
      at = end;
    } else {
      spelled += spellGroup(groups[at]) + (at < 7 ? ":" : "");
      at++;
    }
  }
  return spelled;
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
