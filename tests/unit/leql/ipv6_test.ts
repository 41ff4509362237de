import assert from "node:assert/strict";
import test from "node:test";
import { RE2JS } from "re2js";
import { ipv6Regex } from "../../../lib/leql/ipv6.ts";
import { randomSource, SEED } from "../../helpers/random.ts";

// The independent side: addresses are eight numbers, a network is compared bit by bit, and the
// usual spelling is written by the rules of RFC 5952, section 4.

function spell(groups: readonly number[]): string {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.start < 0) return hex.join(":");
  const behind = hex.slice(best.start + best.length).join(":");
  return `${hex.slice(0, best.start).join(":")}::${behind}`;
}

/** The spellings of RFC 5952, sections 2 and 4, that software writes. */
function spellings(groups: readonly number[]): string[] {
  const hex = groups.map((group) => group.toString(16));
  const full = hex.map((digits) => digits.padStart(4, "0"));
  const found = [spell(groups), hex.join(":"), full.join(":")];
  return [...found, ...found.map((text) => text.toUpperCase())];
}

function isInside(groups: readonly number[], network: readonly number[], prefix: number): boolean {
  for (let bit = 0; bit < prefix; bit++) {
    const mask = 0x8000 >> (bit % 16);
    const group = Math.floor(bit / 16);
    if ((groups[group] & mask) !== (network[group] & mask)) return false;
  }
  return true;
}

function masked(groups: readonly number[], prefix: number): number[] {
  return groups.map((group, at) => {
    const bits = Math.min(16, Math.max(0, prefix - at * 16));
    return group & (0xffff << (16 - bits)) & 0xffff;
  });
}

const random = randomSource(SEED);

function randomGroup(): number {
  return [0, 0, 1, 0x10, 0xff, 0x100, 0xfff, 0x1000, 0xffff, random(0x10000)][random(10)];
}

/** Neighbours of a network: random ones, its edges, and addresses that differ in one bit. */
function addresses(network: readonly number[], prefix: number): number[][] {
  const found = [network as number[]];
  for (let count = 0; count < 60; count++) {
    const base = count % 2 === 0 ? network : network.map(randomGroup);
    found.push(base.map((group, at) => {
      const bits = Math.min(16, Math.max(0, prefix - at * 16));
      return group | (randomGroup() & (0xffff >> bits));
    }));
  }
  for (let bit = 0; bit < 128; bit++) {
    const flipped = [...network];
    flipped[Math.floor(bit / 16)] ^= 0x8000 >> (bit % 16);
    found.push(flipped);
  }
  return found;
}

test("a network's pattern matches the spellings of its addresses and of no others", () => {
  let written = 0;
  for (let count = 0; count < 400; count++) {
    const prefix = count % 4 === 0 ? 128 : 1 + random(128);
    const network = masked(Array.from({ length: 8 }, randomGroup), prefix);
    for (const address of [spell(network), network.map((group) => group.toString(16)).join(":")]) {
      const pattern = ipv6Regex({
        kind: "Cidr",
        version: 6,
        address,
        prefix,
        span: { start: 0, end: 0 },
      });
      if (pattern === undefined) continue;
      written++;
      const regex = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
      for (const groups of addresses(network, prefix)) {
        const expected = isInside(groups, network, prefix);
        for (const spelled of spellings(groups)) {
          assert.equal(
            regex.matcher(spelled).find(),
            expected,
            `${address}/${prefix} ${spelled} ${pattern}`,
          );
        }
      }
    }
  }
  assert.ok(written > 100, `${written} networks have a pattern`);
});

function pattern(address: string, prefix: number): string | undefined {
  return ipv6Regex({ kind: "Cidr", version: 6, address, prefix, span: { start: 0, end: 0 } });
}

test("networks in use", () => {
  assert.equal(pattern("2001:db8::", 32), "^2001:0?db8:");
  assert.equal(pattern("fe80::", 16), "^fe80:");
  assert.equal(pattern("2001::", 32), "^2001:(?::|0{1,4}:)");
  assert.equal(pattern("fe80::", 10), "^(?:fe[89ab][0-9a-f]:)");
  assert.equal(pattern("fc00::", 7), "^(?:f[cd][0-9a-f]{2}:)");
  assert.equal(pattern("2000::", 3), "^(?:[23][0-9a-f]{3}:)");
  assert.equal(pattern("::1", 128), "^(?:::1|(?:0{1,4}:){7}0{0,3}1)$");
  assert.equal(pattern("::", 128), "^(?:::|(?:0{1,4}:){7}0{1,4})$");
});

test("networks whose spelling varies have no pattern", () => {
  assert.equal(pattern("::", 0), undefined);
  assert.equal(pattern("2001:db8::", 64), undefined);
  assert.equal(pattern("::ffff:0:0", 96), undefined);
});

test("an address is found in its short spelling and written out", () => {
  assert.equal(
    pattern("2001:0DB8:0:0:1:0:0:1", 128),
    "^(?:2001:db8::1:0:0:1|2001:0?db8:(?:0{1,4}:){2}0{0,3}1:(?:0{1,4}:){2}0{0,3}1)$",
  );
  assert.equal(
    pattern("2620:1ec:4::152", 128),
    "^(?:2620:1ec:4::152|2620:0?1ec:0{0,3}4:(?:0{1,4}:){4}0?152)$",
  );
  assert.equal(
    pattern("1:0:0:2:0:0:0:3", 128),
    "^(?:1:0:0:2::3|0{0,3}1:(?:0{1,4}:){2}0{0,3}2:(?:0{1,4}:){3}0{0,3}3)$",
  );
  assert.equal(
    pattern("1111:222:0:1111:1111:1111:1111:1", 128),
    "^1111:0?222:0{1,4}:1111:1111:1111:1111:0{0,3}1$",
  );
});

test("networks that end between groups", () => {
  assert.equal(
    pattern("1111:2222:3333:4444:5555:6666:10.0.0.0", 112),
    "^1111:2222:3333:4444:5555:6666:0?a00:",
  );
  assert.equal(pattern("2001:100::", 24), "^2001:(?:0?1[0-9a-f]{2}:)");
});

test("an IPv4 address that is mapped is found in mixed notation, too", () => {
  const mapped = pattern("::ffff:10.0.0.1", 128)!;
  assert.equal(mapped, "^(?:::|(?:0{1,4}:){5})ffff:(?:0?a00:0{0,3}1|10\\.0\\.0\\.1)$");
  const regex = RE2JS.compile(mapped, RE2JS.CASE_INSENSITIVE);
  const texts = [
    "::ffff:10.0.0.1",
    "::FFFF:a00:1",
    "0:0:0:0:0:ffff:10.0.0.1",
    "0000:0000:0000:0000:0000:ffff:0a00:0001",
  ];
  for (const text of texts) assert.ok(regex.matcher(text).find(), text);
  for (const text of ["::ffff:10.0.0.2", "10.0.0.1", "::10.0.0.1", "::ffff:10.0.0.11"]) {
    assert.ok(!regex.matcher(text).find(), text);
  }
});
