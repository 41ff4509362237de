import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { type DirEntry, pathKind, readDir, realPath } from "../runtime/files.ts";
import { ioErrorKind } from "../runtime/io_error.ts";
import { readFault } from "../worker/io_fault.ts";
import type { FaultItem, FileItem } from "../worker/protocol.ts";
import type { AcceptFile } from "./file_pattern.ts";
import { isWithin, join } from "./paths.ts";

/** What a walk finds. */
export type Found = FileItem | FaultItem;

/**
 * Walks a folder, in the order of the paths by UTF-16 code units. It reads one
 * folder at a time, when the consumer gets there.
 *
 * Links: one to a file inside the root is taken like a file. One to a folder
 * inside the root is not followed, since the folder's own place is walked. One
 * that dangles, or that leads out of the root, is a fault.
 *
 * @param root Folder to walk
 * @param accept Which files to take
 */
export function* walk(root: string, accept: AcceptFile): Generator<Found> {
  yield* walkFolder({ root: realPath(root), accept }, root, "");
}

interface Walker {
  /** The root without links. */
  readonly root: string;
  readonly accept: AcceptFile;
}

/** Walks a folder; `folderPath` is its path below the root, empty for the root. */
function* walkFolder(walker: Walker, folder: string, folderPath: string): Generator<Found> {
  let entries: DirEntry[];
  try {
    entries = sorted(readDir(folder));
  } catch (error) {
    yield faultItem(folderPath, readFault(error, "folder", folderPath));
    return;
  }
  for (const { name, kind } of entries) {
    const path = folderPath === "" ? name : `${folderPath}/${name}`;
    const file = join(folder, name);
    if (kind === "folder") {
      yield* walkFolder(walker, file, path);
    } else if (kind === "link") {
      const item = linkItem(walker, path, file);
      if (item !== undefined) yield item;
    } else if (walker.accept(path)) {
      yield fileItem(kind, path, file);
    }
  }
}

/** Sorts so that the paths of all files are in order: a folder counts as its name and `/`. */
function sorted(entries: DirEntry[]): DirEntry[] {
  const key = ({ name, kind }: DirEntry): string => kind === "folder" ? `${name}/` : name;
  return entries.sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

function fileItem(kind: "file" | "other" | "folder", path: string, file: string): Found {
  if (kind === "file") return { kind: "File", path, file };
  return faultItem(
    path,
    diagnostic("error", "io-read", "Cannot read the file: not a regular file"),
  );
}

function linkItem(walker: Walker, path: string, file: string): Found | undefined {
  const accepted = walker.accept(path);
  try {
    const isInside = isWithin(realPath(file), walker.root);
    const kind = pathKind(file);
    if (isInside) {
      return accepted && kind !== "folder" && kind !== "link"
        ? fileItem(kind, path, file)
        : undefined;
    }
    return accepted || kind === "folder" ? faultItem(path, ESCAPES) : undefined;
  } catch (error) {
    if (ioErrorKind(error) === "not-found") return faultItem(path, DANGLES);
    return faultItem(path, readFault(error, "symbolic link", path));
  }
}

const DANGLES = linkFault("it leads to nothing");
const ESCAPES = linkFault(
  "it leads out of the input folder",
  "Name its target as an input of its own",
);

function linkFault(reason: string, hint?: string): Diagnostic {
  const message = `Cannot follow the symbolic link: ${reason}`;
  return diagnostic("error", "io-symlink", message, undefined, hint);
}

function faultItem(path: string, fault: Diagnostic): FaultItem {
  return { kind: "Fault", path, index: 0, fault };
}
