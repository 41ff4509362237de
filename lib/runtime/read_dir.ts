import { deno } from "./deno.ts";
import { nodeFs } from "./node.ts";
import { linkKind } from "./stat.ts";

/** One entry of a folder. Links are not followed to find its kind. */
export interface DirEntry {
  /** Name; bytes that are not UTF-8 stand as U+FFFD. */
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "other";
}

/**
 * Lists a folder, in the order of the file system.
 *
 * @throws The runtime's error when the folder cannot be read
 */
export function readDir(path: string): DirEntry[] {
  const entries: DirEntry[] = [];
  if (deno !== undefined) {
    for (const { name, isFile, isDirectory, isSymlink } of deno.readDirSync(path)) {
      entries.push({ name, kind: kindOf(isFile, isDirectory, isSymlink) });
    }
    return entries;
  }
  for (const entry of nodeFs().readdirSync(path, { withFileTypes: true })) {
    const kind = kindOf(entry.isFile(), entry.isDirectory(), entry.isSymbolicLink());
    // Some file systems do not tell the kind with the name.
    const known = kind === "other" ? linkKind(`${path}/${entry.name}`) ?? kind : kind;
    entries.push({ name: entry.name, kind: known });
  }
  return entries;
}

function kindOf(file: boolean, folder: boolean, link: boolean): DirEntry["kind"] {
  if (link) return "link";
  if (file) return "file";
  return folder ? "folder" : "other";
}
