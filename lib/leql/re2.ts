/**
 * The RE2 port, which few runs need: loading it takes longer than converting a
 * hundred rules.
 *
 * @module
 */

import type * as Re2 from "re2js";

let loaded: typeof Re2 | undefined;

/** A pattern needs the RE2 port, and it is not loaded: {@link loadRe2}, then do the same again. */
export class Re2NotLoaded extends Error {
  override readonly name = "Re2NotLoaded";
}

/**
 * Returns the RE2 port.
 *
 * @throws {Re2NotLoaded} When it is not loaded
 */
export function re2(): typeof Re2 {
  if (loaded === undefined) throw new Re2NotLoaded("The regular expression engine is not loaded");
  return loaded;
}

/** Takes the RE2 port from a module that has imported it. */
export function useRe2(module: typeof Re2): void {
  loaded = module;
}

/** Loads the RE2 port. */
export async function loadRe2(): Promise<void> {
  loaded ??= await import("re2js");
}
