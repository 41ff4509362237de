import { deno } from "./deno.ts";
import { nodeProcess } from "./node.ts";

/** Returns the name of the operating system. */
function platform(): string {
  return deno === undefined ? nodeProcess().platform : deno.build.os;
}

/** True where paths may use `\` as separator. */
export function isWindows(): boolean {
  return platform().startsWith("win");
}

/** True where file systems usually take `A` and `a` for the same name. */
export function isCaseInsensitive(): boolean {
  return isWindows() || platform() === "darwin";
}
