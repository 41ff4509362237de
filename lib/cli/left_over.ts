import { ioErrorKind } from "../runtime/io_error.ts";
import { readStream } from "../runtime/read_stream.ts";
import { linkKind } from "../runtime/files.ts";
import { FORMAT_NAMES } from "./flags.ts";
import { join } from "./paths.ts";

/**
 * Query files that earlier runs wrote into a tree and this one did not: their
 * rules are gone, have moved, or were not among the inputs.
 *
 * @param root The output folder
 * @param lists Names of files in it whose lines name query files, as those of a manifest do
 * @param written Paths that this run writes or removes, relative to the folder
 * @returns Paths relative to the folder, sorted; only files that are there
 */
export async function leftOverFiles(
  root: string,
  lists: readonly string[],
  written: ReadonlySet<string>,
): Promise<string[]> {
  const found = new Set<string>();
  for (const list of lists) {
    for await (const line of linesOf(join(root, list))) {
      for (const path of filesOf(line)) {
        if (!written.has(path) && isTreePath(path) && isFile(join(root, path))) found.add(path);
      }
    }
  }
  return [...found].sort();
}

/** The `files` of a line; none when it is no line of a manifest. */
function filesOf(line: string): string[] {
  try {
    const files: unknown = JSON.parse(line)?.files;
    return Array.isArray(files) ? files.filter((file) => typeof file === "string") : [];
  } catch {
    return [];
  }
}

/** A manifest may have been edited: nothing but a query file of the tree counts. */
function isTreePath(path: string): boolean {
  const parts = path.split("/");
  return FORMAT_NAMES.some((format) => format === parts[0]) && path.endsWith(".leql") &&
    parts.every((part) => part !== "" && part !== "." && part !== "..");
}

function isFile(path: string): boolean {
  try {
    return linkKind(path) === "file";
  } catch {
    return false;
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for await (const chunk of readStream(file)) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop()!;
      yield* lines;
    }
  } catch (error) {
    if (ioErrorKind(error) !== "not-found") throw error;
  }
  if (rest !== "") yield rest;
}
