import { deno } from "./deno.ts";
import { nodeFs } from "./node.ts";

/** Renames a file, replacing what stands at the new name. */
export function rename(from: string, to: string): void {
  if (deno === undefined) nodeFs().renameSync(from, to);
  else deno.renameSync(from, to);
}
