import { linkKind, pathKind, realPath, rename } from "../runtime/files.ts";
import { type ByteWriter, openWriter, stdout } from "../runtime/write.ts";
import { ioErrorKind } from "../runtime/io_error.ts";
import { ioReason } from "../worker/io_fault.ts";
import { dirName, slashed } from "./paths.ts";
import { dropTempFile, keepTempFile, tempFile } from "./temp_files.ts";
import { ClosedPipe, OutputError } from "./usage_error.ts";

/** An output that appears whole, or not at all. */
export interface OutputFile {
  /**
   * Writes bytes.
   *
   * @throws {ClosedPipe | OutputError}
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Finishes the output: the file gets its name. */
  commit(): void;
  /** Gives the output up. */
  discard(): void;
}

/** Where systems show standard output as a file: what it is redirected to must not be replaced. */
const STDOUT_PATHS: ReadonlySet<string> = new Set([
  "/dev/stdout",
  "/dev/fd/1",
  "/proc/self/fd/1",
]);

/** Opens standard output. */
export function openStdout(): OutputFile {
  return { write: guard(stdout(), "standard output"), commit() {}, discard() {} };
}

/**
 * Opens a file: a temporary one beside it, that replaces it in the end. A
 * device or a pipe is written as it is.
 *
 * @param path Path as given
 * @throws {OutputError}
 */
export function openOutputFile(path: string): OutputFile {
  if (STDOUT_PATHS.has(path)) return openStdout();
  try {
    const target = targetOf(slashed(path));
    return target.isPlain ? openAtomic(target.path, path) : openDirect(target.path, path);
  } catch (error) {
    throw error instanceof OutputError ? error : outputError(path, error);
  }
}

/** Makes the error for an output that cannot be written. */
export function outputError(path: string, error: unknown): OutputError {
  return new OutputError(`Cannot write "${path}": ${ioReason(error)}`);
}

/** Follows links, so that the temporary file lies beside the real one. */
function targetOf(path: string): { path: string; isPlain: boolean } {
  if (linkKind(path) === null) return { path, isPlain: true };
  const kind = pathKind(path);
  if (kind === "folder") throw new OutputError(`Cannot write "${path}": it is a folder`);
  return kind === "file" ? { path: realPath(path), isPlain: true } : { path, isPlain: false };
}

function openDirect(path: string, name: string): OutputFile {
  const writer = openWriter(path, "overwrite");
  const close = once(() => writer.close());
  return { write: guard(writer, name), commit: close, discard: close };
}

function openAtomic(path: string, name: string): OutputFile {
  const temp = tempFile(dirName(path));
  let writer: ByteWriter;
  try {
    writer = openWriter(temp, "create");
  } catch (error) {
    dropTempFile(temp);
    // The file itself may still be writable in a folder that is not.
    if (ioErrorKind(error) === "permission") return openDirect(path, name);
    throw error;
  }
  const close = once(() => writer.close());
  return {
    write: guard(writer, name),
    commit() {
      try {
        close();
        rename(temp, path);
        keepTempFile(temp);
      } catch (error) {
        dropTempFile(temp);
        throw outputError(name, error);
      }
    },
    discard() {
      close();
      dropTempFile(temp);
    },
  };
}

/** A commit that fails is followed by a discard: the second close does nothing. */
function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}

function guard(writer: ByteWriter, name: string): OutputFile["write"] {
  return async (bytes) => {
    try {
      await writer.write(bytes);
    } catch (error) {
      if (ioErrorKind(error) === "broken-pipe") throw new ClosedPipe("The reader has left");
      throw outputError(name, error);
    }
  };
}
