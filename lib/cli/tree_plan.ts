import { isCaseInsensitive } from "../runtime/process.ts";
import { treePath } from "../worker/tree_path.ts";
import type { AcceptFile } from "./file_pattern.ts";
import { folderItems, type Input } from "./inputs.ts";
import { dirName, shownPath } from "./paths.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Makes sure that no two inputs would write the same file of a tree.
 *
 * @param inputs The inputs
 * @param accept Which files to take from folders
 * @throws {UsageError} For two inputs that would
 */
export function checkTreePlan(inputs: readonly Input[], accept: AcceptFile): void {
  const owners = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const { name, path } of sources(inputs, accept)) {
    const target = treePath("default", path);
    const key = fold(target);
    const other = owners.get(key) ?? folders.get(key);
    if (other !== undefined) throw collision(other, name);
    owners.set(key, name);
    for (let folder = dirName(key); folder !== "."; folder = dirName(folder)) {
      const owner = owners.get(folder);
      if (owner !== undefined) throw collision(owner, name);
      if (folders.has(folder)) break;
      folders.set(folder, name);
    }
  }
}

function* sources(
  inputs: readonly Input[],
  accept: AcceptFile,
): Generator<{ name: string; path: string }> {
  for (const { kind, file, path } of inputs) {
    if (kind !== "folder") {
      yield { name: file ?? "-", path };
      continue;
    }
    for (const item of folderItems(file!, path, accept)) {
      if (item.kind === "File") yield { name: item.file, path: item.path };
    }
  }
}

/** Names that a file system may take for the same are the same here. */
function fold(path: string): string {
  return isCaseInsensitive() ? path.normalize("NFC").toLowerCase() : path;
}

function collision(first: string, second: string): UsageError {
  if (shownPath(first) === shownPath(second)) {
    return new UsageError(`"${first}" is given twice: it would write its output file twice`);
  }
  return new UsageError(
    `"${first}" and "${second}" would write the same output file`,
    "Convert them in two runs, each with a folder of its own",
  );
}
