/** Where a program made by `bun build --compile` finds its modules. */
const BUNDLE_REGEXP = /\/\$bunfs\/|~BUN/;

/**
 * Returns the address of a worker's entry. The task `compile:bun` of `deno.json` names
 * each entry, too.
 *
 * @param entry Path of the module from the root of the project
 */
export function workerUrl(entry: `lib/${string}.ts`): URL {
  // In a Bun program this module is a part of its main file, at the root.
  const root = BUNDLE_REGEXP.test(import.meta.url) ? "./" : "../../";
  return new URL(root + entry, import.meta.url);
}
