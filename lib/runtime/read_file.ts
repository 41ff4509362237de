import { concatBytes } from "../bytes.ts";
import { deno, nodeFs } from "./runtime.ts";

/** Longest first read in bytes; most files are far shorter and need no second one. */
const CHUNK_SIZE = 1 << 18;

const chunk = new Uint8Array(CHUNK_SIZE);

/** Bytes of a file, or `null` when it has more than the limit. */
export type FileBytes = Uint8Array | null;

/**
 * Reads a file at one go.
 *
 * The bytes of a small file are a view that the next call overwrites: use
 * them at once.
 *
 * @param path File to read
 * @param limit Most bytes to read
 * @returns The bytes, or `null` for a file that is larger than the limit
 * @throws The runtime's error when the file cannot be read
 */
export function readFile(path: string, limit: number): FileBytes {
  const file = open(path);
  try {
    const length = file.read(chunk);
    // A regular file gives less than was asked for at its end alone.
    if (length < CHUNK_SIZE) return length > limit ? null : chunk.subarray(0, length);
    return readRest(file, [chunk.slice()], limit);
  } finally {
    file.close();
  }
}

function readRest(file: OpenFile, parts: Uint8Array[], limit: number): FileBytes {
  let size = parts[0].length;
  while (size <= limit) {
    const length = file.read(chunk);
    if (length === 0) return concatBytes(parts);
    parts.push(chunk.slice(0, length));
    size += length;
  }
  return null;
}

interface OpenFile {
  /** Reads into the buffer; 0 at the end of the file. */
  read(buffer: Uint8Array): number;
  close(): void;
}

function open(path: string): OpenFile {
  if (deno !== undefined) {
    const file = deno.openSync(path);
    return { read: (buffer) => file.readSync(buffer) ?? 0, close: () => file.close() };
  }
  const fs = nodeFs();
  const fd = fs.openSync(path, "r");
  return {
    read: (buffer) => fs.readSync(fd, buffer, 0, buffer.length, null),
    close: () => fs.closeSync(fd),
  };
}
