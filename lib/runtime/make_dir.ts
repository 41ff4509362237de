import { deno } from "./deno.ts";
import { nodeFs } from "./node.ts";

/**
 * Makes one folder.
 *
 * @throws The runtime's error, also when something stands there already
 */
export function makeDir(path: string): void {
  if (deno === undefined) nodeFs().mkdirSync(path);
  else deno.mkdirSync(path);
}

/** Makes a folder and those above it, where they are missing. */
export function makeDirs(path: string): void {
  if (deno === undefined) nodeFs().mkdirSync(path, { recursive: true });
  else deno.mkdirSync(path, { recursive: true });
}
