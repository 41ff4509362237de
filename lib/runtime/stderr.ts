import { deno } from "./deno.ts";
import { ioErrorKind } from "./io_error.ts";
import { nodeFs } from "./node.ts";

const encoder = new TextEncoder();

/** Most attempts for an output that is set not to wait. */
const ATTEMPTS = 1000;

/** Writes a text to standard error. Never fails: there is nowhere left to say so. */
export function writeStderr(text: string): void {
  let bytes = encoder.encode(text);
  for (let attempt = 0; bytes.length > 0 && attempt < ATTEMPTS; attempt++) {
    try {
      bytes = bytes.subarray(writeSome(bytes));
    } catch (error) {
      if (ioErrorKind(error) !== "busy") return;
    }
  }
}

function writeSome(bytes: Uint8Array): number {
  return deno === undefined ? nodeFs().writeSync(2, bytes) : deno.stderr.writeSync(bytes);
}
