import { readTopKeys } from "../../mappings/tools/read_topkeys.ts";
import { readFile } from "../../runtime/read_file.ts";
import { decodeUtf8 } from "../../stream/decode.ts";
import { ioReason } from "../../worker/io_fault.ts";
import { UsageError } from "../usage_error.ts";

/** Most bytes of a list of keys. */
const MAX_LIST_SIZE = 16 * 1024 * 1024;

/**
 * Reads lists of keys: a log set has several logs, each with a list of its own.
 *
 * @param paths The files
 * @returns Each key once
 * @throws {UsageError} For a file that cannot be read or is no list of keys
 */
export function readKeyLists(paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap(readList))];
}

function readList(path: string): readonly string[] {
  let bytes: Uint8Array | null;
  try {
    bytes = readFile(path, MAX_LIST_SIZE);
  } catch (error) {
    throw new UsageError(`Cannot read the keys of "${path}": ${ioReason(error)}`);
  }
  const text = bytes === null ? null : decodeUtf8(bytes);
  if (text === null) {
    const reason = bytes === null ? "it is larger than 16 MiB" : "it is not UTF-8 text";
    throw new UsageError(`Cannot read the keys of "${path}": ${reason}`);
  }
  const found = readTopKeys(text);
  if ("keys" in found) return found.keys;
  throw new UsageError(
    `Cannot read the keys of "${path}": ${found.reason}`,
    "Give the answer of GET /management/logs/{id}/topkeys, a JSON list of names, or one name a line",
  );
}
