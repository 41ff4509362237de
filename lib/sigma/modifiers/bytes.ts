/**
 * Bytes of encoded values, and their base64 form.
 *
 * @module
 */

import type { StringEncoding } from "../value.ts";

/** Encodes a text. `utf16` begins with the byte-order mark FF FE. */
export function encodeText(text: string, encoding: StringEncoding | undefined): Uint8Array {
  if (encoding === undefined) return new TextEncoder().encode(text);
  const marked = encoding === "utf16" ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < marked.length; at++) {
    view.setUint16(at * 2, marked.charCodeAt(at), encoding !== "utf16be");
  }
  return bytes;
}

/** Bytes that are encoded at once: a multiple of three, so that padding is at the end alone. */
const PIECE = 3 * 4096;

/** Base64 with padding (RFC 4648, section 4). */
export function toBase64(bytes: Uint8Array): string {
  let encoded = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    encoded += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  }
  return encoded;
}
