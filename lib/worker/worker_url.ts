/** Where a program made by `bun build --compile` finds its modules. */
const BUNDLE_REGEXP = /\/\$bunfs\/|~BUN/;

/** Returns the address of the worker's entry. */
export function workerUrl(): URL {
  // In a Bun program this module is a part of its main file, at the root.
  if (BUNDLE_REGEXP.test(import.meta.url)) {
    return new URL("./lib/worker/worker.ts", import.meta.url);
  }
  return new URL("./worker.ts", import.meta.url);
}
