/**
 * Deno's own API, where there is one: it starts faster there than the
 * `node:` modules do (about 50 ms for `node:fs`).
 *
 * @module
 */

/** The `Deno` namespace, or `undefined` under any other runtime. */
export const deno: typeof Deno | undefined = (globalThis as { Deno?: typeof Deno }).Deno;
