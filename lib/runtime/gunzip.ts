/**
 * Unpacks gzip data of any number of members.
 *
 * The modules for it are loaded by the first call. `DecompressionStream` will not do: some runtimes
 * refuse a second member.
 *
 * @param chunks The packed bytes
 * @throws What `chunks` throws; the runtime's error for damaged data, see `ioErrorKind`
 */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const [{ createGunzip }, { pipeline, Readable }] = await Promise.all([
    import("node:zlib"),
    import("node:stream"),
  ]);
  // An error of either end destroys the other one, and reaches the loop.
  yield* pipeline(Readable.from(chunks), createGunzip(), () => {});
}
