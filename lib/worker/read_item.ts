import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { readFile } from "../runtime/read_file.ts";
import { decodeUtf8 } from "../stream/decode.ts";
import { readFault } from "./io_fault.ts";
import type { BatchItem } from "./protocol.ts";

/** Most bytes of one file, or of one document of a stream. */
export const MAX_FILE_SIZE: number = 16 * 1024 * 1024;

/** The text of an item, or why there is none. */
export type ItemText = string | Diagnostic;

/** Reads the text of an item. Never throws. */
export function readItem(item: BatchItem): ItemText {
  if (item.kind === "Fault") return item.fault;
  if (item.kind === "Document") return decode(item.bytes);
  if (item.text !== undefined) return item.text;
  try {
    const bytes = readFile(item.file, MAX_FILE_SIZE);
    return bytes === null ? tooLarge("file") : decode(bytes);
  } catch (error) {
    return readFault(error, "file", item.path);
  }
}

/** Makes the diagnostic for a file or document above the limit. */
export function tooLarge(what: "file" | "document"): Diagnostic {
  return diagnostic(
    "error",
    "io-too-large",
    `Cannot read the ${what}: it is larger than ${MAX_FILE_SIZE / 1024 / 1024} MiB`,
    undefined,
    "Split it into smaller files",
  );
}

function decode(bytes: Uint8Array): ItemText {
  return decodeUtf8(bytes) ?? diagnostic(
    "error",
    "io-not-utf8",
    "Cannot read the file: it is not UTF-8 text",
    undefined,
    "Save it in UTF-8",
  );
}
