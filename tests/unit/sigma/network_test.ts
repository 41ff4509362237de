import assert from "node:assert/strict";
import test from "node:test";
import { parseIpv4, parseIpv6, parseNetwork } from "../../../lib/sigma/network.ts";

function reads(text: string, version: 4 | 6, address: string, prefix: number): void {
  assert.deepEqual(parseNetwork(text), { version, address, prefix });
}

test("networks", () => {
  reads("10.0.0.0/8", 4, "10.0.0.0", 8);
  reads("0.0.0.0/0", 4, "0.0.0.0", 0);
  reads("192.168.1.128/25", 4, "192.168.1.128", 25);
  reads("fe80::/10", 6, "fe80::", 10);
  reads("::/0", 6, "::", 0);
  reads("2001:db8::8000/113", 6, "2001:db8::8000", 113);
});

test("a bare address is a network of one", () => {
  reads("127.0.0.1", 4, "127.0.0.1", 32);
  reads("::1", 6, "::1", 128);
});

test("host bits have to be zero", () => {
  for (const text of ["10.0.0.1/8", "192.168.1.129/25", "10.0.0.0/4", "fe80::1/64", "fe80::/8"]) {
    assert.equal(parseNetwork(text), `"${text}" has host bits set`);
  }
});

test("prefix lengths", () => {
  for (const prefix of ["33", "-1", "", "8.0", "a", " 8", "08a", "1000"]) {
    assert.equal(
      parseNetwork(`10.0.0.0/${prefix}`),
      `"${prefix}" is not a prefix length from 0 to 32`,
    );
  }
  assert.equal(parseNetwork("::/129"), '"129" is not a prefix length from 0 to 128');
  assert.equal(parseNetwork("10.0.0.0/8/8"), '"8/8" is not a prefix length from 0 to 32');
});

test("what is no IPv4 address", () => {
  for (
    const text of [
      "",
      "1.2.3",
      "1.2.3.4.5",
      "256.0.0.0",
      "01.2.3.4",
      "1.2.3.x",
      "1..3.4",
      " 1.2.3.4",
    ]
  ) {
    assert.equal(parseIpv4(text), undefined, text);
    assert.equal(parseNetwork(text), `"${text}" is not an IP address`);
  }
});

test("IPv6 addresses", () => {
  assert.deepEqual(parseIpv6("1:2:3:4:5:6:7:8"), [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]);
  assert.deepEqual(parseIpv6("::"), new Array(16).fill(0));
  assert.deepEqual(parseIpv6("FE80::abcd")?.slice(-2), [0xab, 0xcd]);
  assert.deepEqual(parseIpv6("::ffff:10.1.2.3")?.slice(10), [255, 255, 10, 1, 2, 3]);
  assert.deepEqual(parseIpv6("1::8")?.slice(0, 3), [0, 1, 0]);
  assert.deepEqual(parseIpv6("1:2:3:4:5:6:7::")?.slice(12), [0, 7, 0, 0]);
});

test("what is no IPv6 address", () => {
  const wrong = [
    ":",
    ":::",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "12345::",
    "g::",
    "1:2:3:4:5:6:7:8::",
    "::1.2.3",
    "1.2.3.4::",
    "fe80::1%eth0",
  ];
  for (const text of wrong) assert.equal(parseIpv6(text), undefined, text);
});
