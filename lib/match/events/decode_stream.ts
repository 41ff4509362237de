/**
 * Bytes of a file as UTF-8, however they were packed.
 *
 * @module
 */

const encoder = new TextEncoder();

/** Unpacks gzip data of any number of members; rejects when it is damaged. */
export type Gunzip = (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/**
 * Unpacks gzip, turns UTF-16 with a byte order mark into UTF-8, and leaves out the byte order mark
 * of UTF-8.
 *
 * @param chunks The bytes of a file
 * @param gunzip Unpacks gzip
 * @returns UTF-8, as far as the file is text
 * @throws What `chunks` and `gunzip` throw
 */
export function decodeStream(
  chunks: AsyncIterable<Uint8Array>,
  gunzip: Gunzip,
): AsyncGenerator<Uint8Array> {
  return decode(chunks, gunzip);
}

/** Unpacks once at most: there are files that unpack to themselves. */
async function* decode(
  chunks: AsyncIterable<Uint8Array>,
  gunzip: Gunzip | undefined,
): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  try {
    const head = await readHead(source);
    const all = prepend(head, source);
    const isPacked = head[0] === 0x1f && head[1] === 0x8b;
    if (gunzip !== undefined && isPacked) yield* decode(gunzip(all), undefined);
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
