import { deno } from "./deno.ts";
import { ioErrorKind } from "./io_error.ts";
import { nodeFs } from "./node.ts";

/** Removes a file; nothing happens when there is none. */
export function removeFile(path: string): void {
  try {
    if (deno === undefined) nodeFs().unlinkSync(path);
    else deno.removeSync(path);
  } catch (error) {
    if (ioErrorKind(error) !== "not-found") throw error;
  }
}
