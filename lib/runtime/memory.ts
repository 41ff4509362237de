import { deno } from "./deno.ts";
import { nodeProcess } from "./node.ts";

/** Returns the resident memory of the process in bytes. */
export function residentMemory(): number {
  return deno === undefined ? nodeProcess().memoryUsage().rss : deno.memoryUsage().rss;
}
