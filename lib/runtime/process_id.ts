import { deno } from "./deno.ts";
import { nodeProcess } from "./node.ts";

/** Returns the number of the process. */
export function processId(): number {
  return deno === undefined ? nodeProcess().pid : deno.pid;
}
