/**
 * Bytes of encoded values, and their base64 form.
 *
 * @module
 */

import type { StringEncoding } from "../value.ts";

/** Encodes a text. `utf16` begins with the byte-order mark FF FE. */
export function encodeText(text: string, encoding: StringEncoding | undefined): Uint8Array {
  if (encoding === undefined) return new TextEncoder().encode(text);
  const units: number[] = encoding === "utf16" ? [0xfeff] : [];
  for (let at = 0; at < text.length; at++) units.push(text.charCodeAt(at));
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  units.forEach((unit, at) => view.setUint16(at * 2, unit, encoding !== "utf16be"));
  return bytes;
}

/** Base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
