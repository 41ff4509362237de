import { linkKind } from "../../runtime/files.ts";
import { ioReason } from "../../worker/io_fault.ts";
import { slashed } from "../paths.ts";
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
