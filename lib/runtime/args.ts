import { deno } from "./deno.ts";
import { nodeProcess } from "./node.ts";

/** Returns the arguments of the program, without the runtime and the script. */
export function args(): string[] {
  return deno === undefined ? nodeProcess().argv.slice(2) : [...deno.args];
}
