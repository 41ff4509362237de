import { ioErrorKind } from "./io_error.ts";
import { deno, nodeFs } from "./runtime.ts";

/** An output that takes bytes, one `write` at a time. */
export interface ByteWriter {
  /** Writes all bytes; resolves when the system has taken them. */
  write(bytes: Uint8Array): Promise<void>;
  close(): void;
}

/** Returns standard output as a writer. */
export function stdout(): ByteWriter {
  if (deno === undefined) return { ...fdWriter(1), close: () => {} };
  const { stdout } = deno;
  return { write: (bytes) => writeAll((part) => stdout.write(part), bytes), close: () => {} };
}

/**
 * Opens a file for writing.
 *
 * @param path File to make
 * @param mode `create`: nothing may stand there. `overwrite`: what stands there is emptied
 * @throws The runtime's error when the file cannot be opened
 */
export function openWriter(path: string, mode: "create" | "overwrite"): ByteWriter {
  // A new file is a plain one: it takes bytes at once, and a trip to another thread takes longer.
  const isNew = mode === "create";
  if (deno === undefined) {
    const fd = nodeFs().openSync(path, isNew ? "wx" : "w");
    return isNew
      ? syncWriter((bytes) => nodeFs().writeSync(fd, bytes), () => nodeFs().closeSync(fd))
      : fdWriter(fd);
  }
  const file = deno.openSync(path, {
    write: true,
    ...(isNew ? { createNew: true } : { create: true, truncate: true }),
  });
  if (isNew) return syncWriter((bytes) => file.writeSync(bytes), () => file.close());
  return {
    write: (bytes) => writeAll((part) => file.write(part), bytes),
    close: () => file.close(),
  };
}

function syncWriter(writeSome: (bytes: Uint8Array) => number, close: () => void): ByteWriter {
  return {
    // deno-lint-ignore require-await -- what it throws is to be a rejection
    async write(bytes) {
      for (let rest = bytes; rest.length > 0;) rest = rest.subarray(writeSome(rest));
    },
    close,
  };
}

function fdWriter(fd: number): ByteWriter {
  const fs = nodeFs();
  const writeSome = (bytes: Uint8Array): Promise<number> =>
    new Promise((resolve, reject) =>
      fs.write(fd, bytes, 0, bytes.length, null, (error, length) => {
        if (error) reject(error);
        else resolve(length);
      })
    );
  return { write: (bytes) => writeAll(writeSome, bytes), close: () => fs.closeSync(fd) };
}

/** Writes until nothing is left; waits where the output is set not to. */
async function writeAll(
  writeSome: (bytes: Uint8Array) => Promise<number>,
  bytes: Uint8Array,
): Promise<void> {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(await writeSome(rest));
    } catch (error) {
      if (ioErrorKind(error) !== "busy") throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/**
 * Writes a new file at one go.
 *
 * @throws The runtime's error, also when something stands at the path
 */
export function writeNewFile(path: string, bytes: Uint8Array): void {
  if (deno === undefined) nodeFs().writeFileSync(path, bytes, { flag: "wx" });
  else deno.writeFileSync(path, bytes, { createNew: true });
}
