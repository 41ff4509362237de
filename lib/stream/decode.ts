const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Decodes UTF-8, without the byte order mark that may stand in front.
 *
 * @returns The text, or `null` when the bytes are not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
