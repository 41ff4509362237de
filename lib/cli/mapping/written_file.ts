import { linkKind } from "../../runtime/stat.ts";
import { ioReason } from "../../worker/io_fault.ts";
import { slashed } from "../paths.ts";
import { TextOutput } from "../text_output.ts";
import { UsageError } from "../usage_error.ts";

/**
 * Makes sure that a file that people edit is not replaced.
 *
 * @param path The file to write
 * @param isForced Whether it may be
 * @throws {UsageError} When something stands there
 */
export function checkFree(path: string | undefined, isForced: boolean): void {
  if (path === undefined || isForced) return;
  let isTaken: boolean;
  try {
    const kind = linkKind(slashed(path));
    isTaken = kind === "file" || kind === "link" || kind === "folder";
  } catch (error) {
    throw new UsageError(`Cannot write "${path}": ${ioReason(error)}`);
  }
  if (!isTaken) return;
  throw new UsageError(`Cannot write "${path}": it is there already`, "--force replaces it");
}

/**
 * Writes a file, or standard output.
 *
 * @param path The file; `undefined` for standard output
 * @param text Its content
 * @throws {OutputError | ClosedPipe}
 */
export async function writeText(path: string | undefined, text: string): Promise<void> {
  const output = new TextOutput(path);
  try {
    await output.write(text);
    await output.commit();
  } catch (error) {
    output.discard();
    throw error;
  }
}
