import assert from "node:assert/strict";
import { test } from "node:test";
import { mapOf, mapped, tableOf } from "./helpers.ts";

const TABLE = tableOf({
  fields: {
    Hashes: {
      split: "hashes",
      keys: { MD5: "md5", SHA1: "sha1", SHA256: { key: "sha256" }, IMPHASH: "imphash" },
    },
  },
});
const MD5 = "0123456789abcdef0123456789ABCDEF";
const SHA1 = `${MD5}01234567`;
const SHA256 = MD5 + MD5;

const CASES: readonly (readonly [string, string])[] = [
  [`Hashes|contains: 'MD5=${MD5}'`, `md5:${MD5}`],
  [`Hashes: 'SHA256=${SHA256}'`, `sha256:${SHA256}`],
  [`Hashes|startswith: 'sha1=${SHA1}'`, `sha1:${SHA1}`],
  [`Hashes|endswith: 'IMPHASH=${MD5}'`, `imphash:${MD5}`],
  ["Hashes|contains: 'MD5=0123'", "md5:0123*"],
  ["Hashes|startswith: 'MD5=0123'", "md5:0123*"],
  [`Hashes|contains: '${SHA1}'`, `sha1:${SHA1}`],
  [`Hashes: '${SHA256}'`, `sha256:${SHA256}`],
  [`Hashes: '${MD5}'`, `(md5:${MD5} | imphash:${MD5})`],
  [
    `Hashes|contains: ['SHA1=${SHA1}', 'MD5=${MD5}', 'SHA1=aa']`,
    `(sha1:${SHA1},aa* | md5:${MD5})`,
  ],
  [`Hashes|contains|all: ['SHA1=${SHA1}', 'MD5=${MD5}']`, `(sha1:${SHA1} & md5:${MD5})`],
  [`Hashes|contains|all: ['MD5=ab', 'MD5=abc']`, "md5:ab*+abc*"],
  [
    `Hashes|contains|all: ['${MD5}', 'SHA1=ab']`,
    `((md5:${MD5} | imphash:${MD5}) & sha1:ab*)`,
  ],
  [
    `Hashes|contains|neq: ['SHA1=${SHA1}', 'MD5=${MD5}']`,
    `(!sha1:${SHA1} & !md5:${MD5})`,
  ],
  [
    `Hashes|contains|all|neq: ['${MD5}', 'SHA1=ab']`,
    `((!md5:${MD5} & !imphash:${MD5}) | !sha1:ab*)`,
  ],
];

for (const [item, expected] of CASES) {
  test(`splitHashes() divides ${item}`, () => {
    assert.equal(mapped(`selection:\n  ${item}`, TABLE), expected);
  });
}

const FAULTS: readonly (readonly [string, string])[] = [
  ["Hashes: 'MD5=0123'", "the digest is incomplete: MD5 has 32 digits"],
  ["Hashes|endswith: 'MD5=0123'", "the digest is incomplete: MD5 has 32 digits"],
  [`Hashes|contains: 'MD5=${SHA1}'`, "a digest of MD5 has 32 digits"],
  [`Hashes|contains: 'SHA512=${SHA1}'`, "the mapping table has no key for SHA512"],
  ["Hashes|contains: 'MD5='", '"MD5=" is not ALGORITHM=digest'],
  ["Hashes|contains: 'MD5=xyz'", '"MD5=xyz" is not ALGORITHM=digest'],
  ["Hashes|contains: 'MD5=a*b'", "it is a pattern and not a digest"],
  ["Hashes: '*'", "it is a pattern and not a digest"],
  ["Hashes: ''", "it is a pattern and not a digest"],
  [
    "Hashes|contains: 'abc'",
    "no algorithm of the mapping table has digests of 3 digits",
  ],
  [`Hashes|startswith: '${MD5}'`, "without an algorithm it must be the whole digest"],
  ["Hashes: null", "it is not a text"],
  ["Hashes|re: 'MD5=.*'", "it is not a text"],
  ["Hashes: 5", "it is not a text"],
  ["Hashes|exists: true", "it is not a text"],
];

for (const [item, reason] of FAULTS) {
  test(`splitHashes() refuses ${item}`, () => {
    const { rule, diagnostics } = mapOf(`selection:\n  ${item}`, TABLE);
    assert.equal(rule, undefined);
    assert.deepEqual(diagnostics.map(({ code, message }) => [code, message]), [
      ["unsupported-hash", `Cannot split a value of the field "Hashes": ${reason}`],
    ]);
    assert.ok(diagnostics[0].span);
  });
}

test("splitHashes() reports each faulty value", () => {
  const { diagnostics } = mapOf(`selection:\n  Hashes|contains: [a, 'MD5=${MD5}', b]`, TABLE);
  assert.equal(diagnostics.length, 2);
});

test("a field that is split cannot be referred to", () => {
  const table = tableOf({
    fields: { Image: "i", Hashes: { split: "hashes", keys: { MD5: "md5" } } },
  });
  assert.match(mapped("selection: {Image|fieldref: Hashes}", table), /stands for several keys/);
});
