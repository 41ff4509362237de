/**
 * Bytes of a file as UTF-8, however they were packed.
 *
 * @module
 */

const encoder = new TextEncoder();

/**
 * Unpacks gzip, turns UTF-16 with a byte order mark into UTF-8, and leaves out the byte order mark
 * of UTF-8.
 *
 * @param chunks The bytes of a file
 * @returns UTF-8, as far as the file is text
 * @throws {TypeError} When gzip data is damaged; what `chunks` throws
 */
export function decodeStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return decode(chunks, true);
}

/** Unpacks once at most: there are files that unpack to themselves. */
async function* decode(
  chunks: AsyncIterable<Uint8Array>,
  unpacks: boolean,
): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  try {
    const head = await readHead(source);
    const all = prepend(head, source);
    if (unpacks && head[0] === 0x1f && head[1] === 0x8b) yield* decode(gunzip(all), false);
    else if (head[0] === 0xff && head[1] === 0xfe) yield* fromUtf16(all, "utf-16le");
    else if (head[0] === 0xfe && head[1] === 0xff) yield* fromUtf16(all, "utf-16be");
    else yield* isMarked(head) ? prepend(head.subarray(3), source) : all;
  } finally {
    await source.return?.();
  }
}

function isMarked(head: Uint8Array): boolean {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
}

/** Reads at least three bytes, where the source has them. */
async function readHead(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array();
  while (head.length < 3) {
    const { value, done } = await source.next();
    if (done) break;
    const longer = new Uint8Array(head.length + value.length);
    longer.set(head);
    longer.set(value, head.length);
    head = longer;
  }
  return head;
}

async function* prepend(
  head: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (;;) {
    const { value, done } = await source.next();
    if (done) return;
    yield value;
  }
}

async function* gunzip(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const packed = new ReadableStream<BufferSource>({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value as Uint8Array<ArrayBuffer>);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
  const reader = packed.pipeThrough(new DecompressionStream("gzip")).getReader();
  let isDone = false;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      isDone = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!isDone) await reader.cancel().catch(() => {});
  }
}

async function* fromUtf16(
  chunks: AsyncIterable<Uint8Array>,
  encoding: "utf-16le" | "utf-16be",
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== "") yield encoder.encode(text);
  }
  const rest = decoder.decode();
  if (rest !== "") yield encoder.encode(rest);
}
