/**
 * Texts that are encoded, at every offset and in longer texts, for the second
 * reading of a rule's values.
 *
 * @module
 */

import type { Random } from "../random.ts";

const PLACES: readonly string[] = ["contains", "startswith", "endswith"];

/** A text, and what was done to it. */
export interface EncodedText {
  readonly how: string;
  readonly core: string;
}

/**
 * Encodes a text in the ways that modifiers speak of.
 *
 * @param text The literal text
 * @param modifiers Names of all modifiers, in order
 * @param random Makes what stands around the text before it is encoded
 * @returns Nothing for an order of modifiers that is not followed here; one by one, since each may be
 * long
 */
export function* encodedTexts(
  text: string,
  modifiers: readonly string[],
  random: Random,
): Generator<EncodedText> {
  const order = modifiers.filter((name) => !["all", "cased", "neq"].includes(name));
  const [first] = order;
  const isWide = first === "wide" || first.startsWith("utf16");
  const bytes = isWide ? utf16(text, first) : new TextEncoder().encode(text);
  const [encoding, ...places] = isWide ? order.slice(1) : order;
  if (places.some((name) => !PLACES.includes(name))) return;
  if (encoding === "base64") yield { how: "in base64", core: base64(bytes) };
  if (encoding !== "base64offset" || places.join() !== "contains") return;
  for (const front of [0, 1, 2]) {
    for (const behind of [0, 1, 2]) {
      yield {
        how: `in base64 with ${front} bytes in front and ${behind} behind`,
        core: base64(surrounded(bytes, front, behind, random)),
      };
    }
  }
}

/** The bytes with others around them. */
function surrounded(
  bytes: Uint8Array,
  front: number,
  behind: number,
  random: Random,
): Uint8Array {
  const whole = new Uint8Array(front + bytes.length + behind);
  for (let at = 0; at < front; at++) whole[at] = random.below(256);
  whole.set(bytes, front);
  for (let at = whole.length - behind; at < whole.length; at++) whole[at] = random.below(256);
  return whole;
}

function utf16(text: string, modifier: string): Uint8Array {
  const mark = modifier === "utf16" ? 2 : 0;
  const view = new DataView(new ArrayBuffer(mark + text.length * 2));
  if (mark > 0) view.setUint16(0, 0xfeff, true);
  for (let at = 0; at < text.length; at++) {
    view.setUint16(mark + at * 2, text.charCodeAt(at), modifier !== "utf16be");
  }
  return new Uint8Array(view.buffer);
}

const ALPHABET = new TextEncoder().encode(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
);
const PADDING = 0x3d;

/** Base64 with padding (RFC 4648, section 4). */
function base64(bytes: Uint8Array): string {
  const digits = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(PADDING);
  let end = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const count = Math.min(3, bytes.length - at);
    const bits = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let digit = 0; digit <= count; digit++) {
      digits[end + digit] = ALPHABET[(bits >> (18 - 6 * digit)) & 63];
    }
    end += 4;
  }
  return new TextDecoder().decode(digits);
}
