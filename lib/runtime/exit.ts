import { deno } from "./deno.ts";
import { nodeProcess } from "./node.ts";

/** Ends the process at once, workers included. */
export function exit(code: number): never {
  return deno === undefined ? nodeProcess().exit(code) : deno.exit(code);
}
