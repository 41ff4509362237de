/** Paths and the skip rule that tests share. */

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The folder of the project. */
export const ROOT: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Material beside the project: corpora and reference results. */
export const SHARED: string = join(dirname(ROOT), "shared");

/**
 * Tells whether tests that need a folder of {@link SHARED} can run.
 *
 * @param name Folder below it
 * @returns A reason to skip, or `false`; where the environment has `CI`, absence is a failure
 * and never a reason
 */
export function skipWithout(name: string): string | false {
  if (existsSync(join(SHARED, name)) || process.env.CI !== undefined) return false;
  const reason = `../shared/${name} is not there`;
  // Neither runtime shows the reason itself.
  console.warn(`Skipped: ${reason}`);
  return reason;
}

/** All files below a folder whose names end so, sorted; symbolic links are not followed. */
export function listFiles(folder: string, ending: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...listFiles(path, ending));
    else if (entry.isFile() && entry.name.endsWith(ending)) found.push(path);
  }
  return found.sort();
}
