import { eventBatches, type EventFormat } from "../../match/events/event_batches.ts";
import type { EventBatch } from "../../match/events/batch.ts";
import { gunzip } from "../../runtime/gunzip.ts";
import { pathKind, readDir } from "../../runtime/files.ts";
import { readStream } from "../../runtime/read_stream.ts";
import { ioReason } from "../../worker/io_fault.ts";
import { STDIN_PATH } from "../../worker/tree_path.ts";
import { join, shownPath, slashed } from "../paths.ts";
import { UsageError } from "../usage_error.ts";
import { walk } from "../walk.ts";

/** A file of events. */
export interface EventFile {
  /** Path in reports. */
  readonly path: string;
  /** Path to open; `undefined` for standard input. */
  readonly file: string | undefined;
}

const EVENT_FILE_REGEXP = /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i;

/**
 * Finds files of events. Those of folders are taken by their names, in the order of their paths.
 *
 * @param given Files, folders and `-`, as they stand on the command line
 * @throws {UsageError} For what does not exist, or a folder without events
 */
export function findEventFiles(given: readonly string[]): EventFile[] {
  return given.flatMap((name): EventFile[] => {
    if (name === "-") return [{ path: STDIN_PATH, file: undefined }];
    const file = slashed(name);
    try {
      if (pathKind(file) !== "folder") return [{ path: shownPath(file), file }];
      readDir(file);
    } catch (error) {
      throw new UsageError(`Cannot read events "${name}": ${ioReason(error)}`);
    }
    return filesIn(file, name);
  });
}

function filesIn(folder: string, name: string): EventFile[] {
  const files: EventFile[] = [];
  for (const item of walk(folder, (path) => EVENT_FILE_REGEXP.test(path))) {
    if (item.kind === "Fault") {
      const path = join(folder, item.path);
      throw new UsageError(`Cannot read events "${path}": ${item.fault.message}`);
    }
    files.push({ path: shownPath(item.file), file: item.file });
  }
  if (files.length === 0) {
    throw new UsageError(
      `No events found in "${name}"`,
      "Files of events are called *.ndjson, *.jsonl or *.json, packed ones *.gz behind that",
    );
  }
  return files;
}

/**
 * Reads the events of a file.
 *
 * @param file The file
 * @param format Its format
 * @returns Batches; rejects with an `Error` that says in words what the runtime threw
 */
export async function* readEvents(
  { path, file }: EventFile,
  format: EventFormat,
): AsyncGenerator<EventBatch> {
  try {
    yield* eventBatches(readStream(file), { format, gunzip });
  } catch (error) {
    throw new Error(`Cannot read events "${path}": ${ioReason(error)}`);
  }
}
