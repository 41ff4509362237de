import { deno, nodeFs } from "./runtime.ts";
import { ioErrorKind } from "./io_error.ts";

const CHUNK_SIZE = 1 << 16;

/**
 * Reads standard input, or a pipe or device, chunk by chunk.
 *
 * @param path What to open, or nothing for standard input
 * @throws The runtime's error when it cannot be read
 */
export async function* readStream(path?: string): AsyncGenerator<Uint8Array> {
  const input = open(path);
  try {
    for (;;) {
      const buffer = new Uint8Array(CHUNK_SIZE);
      const length = await input.read(buffer);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    input.close();
  }
}

interface OpenStream {
  /** Reads into the buffer; 0 at the end. */
  read(buffer: Uint8Array): Promise<number>;
  close(): void;
}

function open(path: string | undefined): OpenStream {
  if (deno !== undefined) {
    const file = path === undefined ? deno.stdin : deno.openSync(path);
    return {
      read: async (buffer) => (await file.read(buffer)) ?? 0,
      close: () => path === undefined || file.close(),
    };
  }
  const fs = nodeFs();
  const fd = path === undefined ? 0 : fs.openSync(path, "r");
  return {
    read: (buffer) => readSome(fd, buffer),
    close: () => path === undefined || fs.closeSync(fd),
  };
}

/** Reads once; asks again a little later where the input is set not to wait. */
function readSome(fd: number, buffer: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    const attempt = (): void =>
      nodeFs().read(fd, buffer, 0, buffer.length, null, (error, length) => {
        if (error === null) resolve(length);
        else if (ioErrorKind(error) === "busy") setTimeout(attempt, 5);
        else reject(error);
      });
    attempt();
  });
}
