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
 * @returns Nothing for an order of modifiers that is not followed here
 */
export function encodedTexts(
  text: string,
  modifiers: readonly string[],
  random: Random,
): EncodedText[] {
  const order = modifiers.filter((name) => !["all", "cased", "neq"].includes(name));
  const [first] = order;
  const isWide = first === "wide" || first.startsWith("utf16");
  const bytes = isWide ? utf16(text, first) : [...new TextEncoder().encode(text)];
  const [encoding, ...places] = isWide ? order.slice(1) : order;
  if (places.some((name) => !PLACES.includes(name))) return [];
  if (encoding === "base64") return [{ how: "in base64", core: base64(bytes) }];
  if (encoding !== "base64offset" || places.join() !== "contains") return [];
  const found: EncodedText[] = [];
  for (const front of [0, 1, 2]) {
    for (const behind of [0, 1, 2]) {
      const around = (count: number) => Array.from({ length: count }, () => random.below(256));
      found.push({
        how: `in base64 with ${front} bytes in front and ${behind} behind`,
        core: base64([...around(front), ...bytes, ...around(behind)]),
      });
    }
  }
  return found;
}

function utf16(text: string, modifier: string): number[] {
  const isBig = modifier === "utf16be";
  const bytes = modifier === "utf16" ? [0xff, 0xfe] : [];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const [high, low] = [unit >> 8, unit & 0xff];
    bytes.push(...isBig ? [high, low] : [low, high]);
  }
  return bytes;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 with padding (RFC 4648, section 4). */
function base64(bytes: readonly number[]): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const count = Math.min(3, bytes.length - at);
    const bits = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let digit = 0; digit <= count; digit++) {
      text += ALPHABET[(bits >> (18 - 6 * digit)) & 63];
    }
    text += "=".repeat(3 - count);
  }
  return text;
}
