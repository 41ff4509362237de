import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { type DirEntry, readDir } from "../runtime/read_dir.ts";
import { realPath } from "../runtime/real_path.ts";
import { pathKind } from "../runtime/stat.ts";
import { ioErrorKind } from "../runtime/io_error.ts";
import { readFault } from "../worker/io_fault.ts";
import type { FaultItem, FileItem } from "../worker/protocol.ts";
import type { AcceptFile } from "./file_pattern.ts";
import { isWithin, join } from "./paths.ts";

/** Something found in a folder. */
export interface Found {
  readonly item: FileItem | FaultItem;
  /** How much of the folder is behind it: 0 to 1. */
  readonly done: number;
}

/** A folder on its way through the walk. */
interface Folder {
  /** Path to open. */
  readonly file: string;
  /** Path below the root; empty for the root. */
  readonly path: string;
  /** Its part of the whole walk, from 0 to 1. */
  readonly from: number;
  readonly to: number;
}

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
  const walker = { root: realPath(root), accept };
  yield* walkFolder(walker, { file: root, path: "", from: 0, to: 1 });
}

interface Walker {
  readonly root: string;
  readonly accept: AcceptFile;
}

function* walkFolder(walker: Walker, folder: Folder): Generator<Found> {
  let entries: DirEntry[];
  try {
    entries = sorted(readDir(folder.file));
  } catch (error) {
    yield {
      item: faultItem(folder.path, readFault(error, "folder", folder.path)),
      done: folder.to,
    };
    return;
  }
  const step = (folder.to - folder.from) / entries.length;
  for (const [index, { name, kind }] of entries.entries()) {
    const path = folder.path === "" ? name : `${folder.path}/${name}`;
    const file = join(folder.file, name);
    const from = folder.from + index * step;
    if (kind === "folder") {
      yield* walkFolder(walker, { file, path, from, to: from + step });
      continue;
    }
    const item = kind === "link"
      ? linkItem(walker, path, file)
      : walker.accept(path)
      ? fileItem(kind, path, file)
      : undefined;
    if (item !== undefined) yield { item, done: from + step };
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

function fileItem(kind: "file" | "other" | "folder", path: string, file: string): Found["item"] {
  if (kind === "file") return { kind: "File", path, file };
  return faultItem(
    path,
    diagnostic("error", "io-read", "Cannot read the file: not a regular file"),
  );
}

function linkItem(walker: Walker, path: string, file: string): Found["item"] | undefined {
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
