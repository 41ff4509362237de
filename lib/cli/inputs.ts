import { pathKind, readDir } from "../runtime/files.ts";
import { ioReason } from "../worker/io_fault.ts";
import { withPauses } from "../stream/next_task.ts";
import type { BatchItem } from "../worker/protocol.ts";
import { STDIN_PATH } from "../worker/tree_path.ts";
import type { AcceptFile } from "./file_pattern.ts";
import { baseName, isWithin, join, resolvePath, shownPath, slashed } from "./paths.ts";
import { UsageError } from "./usage_error.ts";
import { walk } from "./walk.ts";

/** An input of the command line that is known to exist. */
export interface Input {
  readonly kind: "file" | "folder" | "stream";
  /** Path to open; `undefined` for standard input. */
  readonly file: string | undefined;
  /** Path in records; for a folder, what stands in front of the paths below it, or nothing. */
  readonly path: string;
}

/** Which paths records have. */
export type PathKind =
  /** Below the input folder, or the name of the file. */
  | "short"
  /** From where the program runs: of several inputs, each file keeps a path of its own. */
  | "whole";

/** Returns which paths the records of a run have. */
export function pathKindOf({ inputs }: { readonly inputs: readonly string[] }): PathKind {
  return inputs.length > 1 ? "whole" : "short";
}

/**
 * Looks at the inputs.
 *
 * @param given Inputs as they stand on the command line
 * @param paths Which paths records have
 * @throws {UsageError} For an input that does not exist or cannot be read
 */
export function resolveInputs(given: readonly string[], paths: PathKind = "short"): Input[] {
  return given.map((name) => {
    if (name === "-") return { kind: "stream", file: undefined, path: STDIN_PATH };
    const file = slashed(name);
    try {
      const kind = pathKind(file);
      const path = paths === "whole" ? shownPath(file) : baseName(file);
      if (kind === "folder") {
        readDir(file);
        return { kind, file, path: paths === "whole" ? shownPath(file) : "" };
      }
      return { kind: kind === "file" ? "file" : "stream", file, path };
    } catch (error) {
      throw new UsageError(`Cannot read input "${name}": ${ioReason(error)}`);
    }
  });
}

/**
 * Says which inputs lie in another one, so that their rules are converted twice.
 *
 * @param inputs The inputs
 * @returns Lines of text; none when all stand apart
 */
export function overlapLines(inputs: readonly Input[]): string {
  const files = inputs.flatMap(({ file }) =>
    file === undefined ? [] : resolvePath(".", file) || "."
  );
  return files.flatMap((file, at) => {
    const other = files.find((one, place) =>
      place !== at && liesIn(file, one) && (one !== file || place < at)
    );
    return other === undefined
      ? []
      : `Warning: the input "${file}" lies in "${other}": its rules are converted twice\n`;
  }).join("");
}

/** Whether a path without detours lies in another one; `.` has all that do not lead out of it. */
function liesIn(file: string, folder: string): boolean {
  return folder === "." ? !/^(?:\/|\.\.(?:\/|$)|[A-Za-z]:\/)/.test(file) : isWithin(file, folder);
}

/**
 * Yields the items of all inputs, in order, as the consumer asks for them.
 *
 * @param inputs The inputs
 * @param accept Which files to take from folders
 */
export async function* inputItems(
  inputs: readonly Input[],
  accept: AcceptFile,
): AsyncGenerator<BatchItem> {
  for (const { kind, file, path } of inputs) {
    if (kind === "stream") {
      const { streamItems }: typeof import("./stream_items.ts") = await import(
        "./stream_items.ts" as string
      );
      yield* streamItems(file, path);
    } else if (kind === "folder") yield* withPauses(folderItems(file!, path, accept));
    else yield { kind: "File", path, file: file! };
  }
}

/** Yields the items of a folder; `path` stands in front of the paths below it. */
export function* folderItems(
  folder: string,
  path: string,
  accept: AcceptFile,
): Generator<BatchItem> {
  for (const item of walk(folder, accept)) {
    yield path === "" ? item : { ...item, path: join(path, item.path) };
  }
}

/**
 * Counts the items of all inputs.
 *
 * @param inputs The inputs
 * @param accept Which files to take from folders
 * @returns The number, or `undefined` when a stream is among them
 */
export function countItems(inputs: readonly Input[], accept: AcceptFile): number | undefined {
  let count = 0;
  for (const { kind, file } of inputs) {
    if (kind === "stream") return undefined;
    if (kind === "file") count++;
    else for (const _ of walk(file!, accept)) count++;
  }
  return count;
}
