import { deno } from "./deno.ts";
import { nodeFs } from "./node.ts";
import { isWindows } from "./platform.ts";

/**
 * Returns the absolute path without links, with `/` between its parts.
 *
 * @throws The runtime's error when nothing stands there
 */
export function realPath(path: string): string {
  const real = deno === undefined ? nodeFs().realpathSync.native(path) : deno.realPathSync(path);
  return isWindows() ? real.replaceAll("\\", "/") : real;
}
