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
    const prefix = 1 + random(128);
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
        const spelled = spell(groups);
        assert.equal(
          regex.matcher(spelled).find(),
          expected,
          `${address}/${prefix} ${spelled} ${pattern}`,
        );
      }
    }
  }
  assert.ok(written > 100, `${written} networks have a pattern`);
});

function pattern(address: string, prefix: number): string | undefined {
  return ipv6Regex({ kind: "Cidr", version: 6, address, prefix, span: { start: 0, end: 0 } });
}

test("networks in use", () => {
  assert.equal(pattern("2001:db8::", 32), "^2001:db8:");
  assert.equal(pattern("fe80::", 10), "^(?:fe[89ab][0-9a-f]:)");
  assert.equal(pattern("fc00::", 7), "^(?:f[cd][0-9a-f]{2}:)");
  assert.equal(pattern("2000::", 3), "^(?:[23][0-9a-f]{3}:)");
  assert.equal(pattern("::1", 128), "^::1$");
  assert.equal(pattern("::", 128), "^::$");
});

test("networks whose spelling varies have no pattern", () => {
  assert.equal(pattern("::", 0), undefined);
  assert.equal(pattern("2001:db8::", 64), undefined);
  assert.equal(pattern("::ffff:0:0", 96), undefined);
});

test("addresses are brought to the usual spelling", () => {
  assert.equal(pattern("2001:0DB8:0:0:1:0:0:1", 128), "^2001:db8::1:0:0:1$");
  assert.equal(pattern("2001:db8:0:1:1:1:1:1", 128), "^2001:db8:0:1:1:1:1:1$");
  assert.equal(pattern("1:0:0:2:0:0:0:3", 128), "^1:0:0:2::3$");
  assert.equal(pattern("1:2:3:4:5:6:10.0.0.0", 112), "^1:2:3:4:5:6:a00:");
  assert.equal(pattern("::ffff:10.0.0.1", 128), "^(?:::ffff:a00:1|::ffff:10\\.0\\.0\\.1)$");
});
