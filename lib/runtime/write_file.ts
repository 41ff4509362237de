import { deno } from "./deno.ts";
import { nodeFs } from "./node.ts";

/**
 * Writes a new file at one go.
 *
 * @throws The runtime's error, also when something stands at the path
 */
export function writeNewFile(path: string, bytes: Uint8Array): void {
  if (deno === undefined) nodeFs().writeFileSync(path, bytes, { flag: "wx" });
  else deno.writeFileSync(path, bytes, { createNew: true });
}
