import { realPath } from "../runtime/files.ts";
import type { Input } from "./inputs.ts";
import { slashed } from "./paths.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Makes sure that the output does not replace an input.
 *
 * @param out Path of the output, if it is not standard output
 * @param inputs The inputs
 * @throws {UsageError} When it would
 */
export function checkOutput(out: string | undefined, inputs: readonly Input[]): void {
  if (out === undefined) return;
  let real: string;
  try {
    real = realPath(slashed(out));
  } catch {
    return; // Nothing there yet, or nothing that could be an input.
  }
  for (const { kind, file } of inputs) {
    if (kind === "file" && realPath(file!) === real) {
      throw new UsageError(`Output "${out}" is also an input`);
    }
  }
}
