import { realPath } from "../runtime/files.ts";
import { type AcceptFile, isYamlFile } from "./file_pattern.ts";
import type { Input } from "./inputs.ts";
import { isWithin, slashed } from "./paths.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Makes sure that the output does not replace an input.
 *
 * @param out Path of the output, if it is not standard output
 * @param inputs The inputs
 * @param accept Which files are taken from folders
 * @throws {UsageError} When it would
 */
export function checkOutput(
  out: string | undefined,
  inputs: readonly Input[],
  accept: AcceptFile = isYamlFile,
): void {
  if (out === undefined) return;
  let real: string;
  try {
    real = realPath(slashed(out));
  } catch {
    return; // Nothing there yet, or nothing that could be an input.
  }
  for (const { kind, file } of inputs) {
    if (kind === "stream") continue;
    const input = realPath(file!);
    const isInput = kind === "file"
      ? input === real
      : isWithin(real, input) && accept(real.slice(input.length).replace(/^\//, ""));
    if (isInput) throw new UsageError(`Output "${out}" is also an input`);
  }
}
