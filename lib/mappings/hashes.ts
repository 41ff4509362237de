/**
 * Divides the field `Hashes`, one text such as `MD5=…,SHA256=…` in the events
 * that Sigma is written for, into one key for each algorithm.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { Detection, DetectionItem } from "../sigma/ast.ts";
import { ANY, type SigmaValue } from "../sigma/value.ts";
import { joinDivided } from "../sigma/divide_item.ts";
import { withKey } from "./combine.ts";

/** Number of hexadecimal digits in a digest. */
export const DIGEST_LENGTHS: Readonly<Record<string, number>> = {
  MD5: 32,
  IMPHASH: 32,
  SHA1: 40,
  SHA256: 64,
};

const HASH_REGEXP = /^(?:([A-Za-z0-9]+)=)?([0-9A-Fa-f]+)$/;

/** A value divided: the keys it may stand under, and what it is there. */
interface Hash {
  readonly keys: readonly string[];
  readonly value: SigmaValue;
}

/**
 * Divides an item over the keys of its algorithms.
 *
 * A digest of full length is compared as a whole, a shorter one under
 * `contains` or `startswith` as a prefix. A digest without algorithm stands
 * under each key whose digests have its length.
 *
 * @param item An item on a field that is split
 * @param keys LEQL key by algorithm, in capitals
 * @param diagnostics Gets `unsupported-hash` for each value that cannot be divided
 * @returns Items for each key in order of first appearance, or the item as it
 * is when there was a fault
 */
export function splitHashes(
  item: DetectionItem,
  keys: ReadonlyMap<string, string>,
  diagnostics: Diagnostic[],
): Detection {
  const hashes: Hash[] = [];
  for (const value of item.values) {
    const hash = readHash(value, keys);
    if (typeof hash !== "string") hashes.push(hash);
    else {
      diagnostics.push(diagnostic(
        "unsupported",
        "unsupported-hash",
        `Cannot split a value of the field "${item.field}": ${hash}`,
        value.span,
        "Write ALGORITHM=digest, such as MD5=0123456789abcdef0123456789abcdef",
      ));
    }
  }
  if (hashes.length < item.values.length || hashes.length === 0) return item;
  const byKey = new Map<string, SigmaValue[]>();
  const parts: Detection[] = [];
  for (const { keys, value } of hashes) {
    if (item.linking === "and" && keys.length > 1) {
      parts.push(joinDivided(item, "Any", keys.map((key) => withKey(item, key, [value]))));
      continue;
    }
    for (const key of keys) {
      const values = byKey.get(key);
      if (values === undefined) byKey.set(key, [value]);
      else values.push(value);
    }
  }
  for (const [key, values] of byKey) parts.push(withKey(item, key, values));
  return joinDivided(item, item.linking === "and" ? "All" : "Any", parts);
}

/** Divides one value, or says why that is not possible. */
function readHash(value: SigmaValue, keys: ReadonlyMap<string, string>): Hash | string {
  if (value.kind !== "String") return "it is not a text";
  const { parts } = value;
  const leading = parts.length > 0 && parts[0].kind === "Any";
  const trailing = parts.length > 1 && parts[parts.length - 1].kind === "Any";
  const text = parts[leading ? 1 : 0];
  const count = parts.length - (leading ? 1 : 0) - (trailing ? 1 : 0);
  if (count !== 1 || text.kind !== "Text") return "it is a pattern and not a digest";
  const match = HASH_REGEXP.exec(text.text);
  if (match === null) return `"${text.text}" is not ALGORITHM=digest`;
  const digest = match[2];
  const algorithm = match[1]?.toUpperCase();
  if (algorithm === undefined) {
    if (leading !== trailing) return "without an algorithm it must be the whole digest";
    const found: string[] = [];
    for (const [name, key] of keys) {
      if (DIGEST_LENGTHS[name] === digest.length) found.push(key);
    }
    if (found.length > 0) return { keys: found, value: hashValue(value, digest, false) };
    return `no algorithm of the mapping table has digests of ${digest.length} digits`;
  }
  const key = keys.get(algorithm);
  if (key === undefined) return `the mapping table has no key for ${algorithm}`;
  const length = DIGEST_LENGTHS[algorithm];
  if (digest.length > length) return `a digest of ${algorithm} has ${length} digits`;
  const prefix = digest.length < length;
  if (prefix && !trailing) return `the digest is incomplete: ${algorithm} has ${length} digits`;
  return { keys: [key], value: hashValue(value, digest, prefix) };
}

/** What gets lost when a value is divided. */
export interface HashLoss {
  readonly effect: "broader" | "narrower";
  /** Completes a sentence. */
  readonly what: string;
  readonly hint?: string;
}

/**
 * Tells what is lost of a value: what stands beside the hash, and algorithms without a key.
 *
 * @returns Nothing for a value that says `ALGORITHM=digest` and may stand anywhere
 */
export function hashLoss(value: SigmaValue): HashLoss | undefined {
  if (value.kind !== "String") return undefined;
  const { parts } = value;
  const last = parts[parts.length - 1];
  if (parts[0]?.kind !== "Any" || last.kind !== "Any") {
    return {
      effect: "broader",
      what: "what stands beside a hash does not count",
      hint: "Use the modifier contains",
    };
  }
  if (parts.some((part) => part.kind === "Text" && part.text.includes("="))) return undefined;
  return {
    effect: "narrower",
    what: "a digest without its algorithm is searched under the known ones alone",
    hint: "Write ALGORITHM=digest",
  };
}

function hashValue(
  value: SigmaValue & { readonly kind: "String" },
  digest: string,
  prefix: boolean,
): SigmaValue {
  const text = { kind: "Text", text: digest } as const;
  return {
    kind: "String",
    parts: prefix ? [text, ANY] : [text],
    cased: value.cased,
    span: value.span,
  };
}
