/**
 * What stands in the file system, and moves of it; `read_file.ts` and `write.ts` have the contents.
 *
 * @module
 */

import { ioErrorKind } from "./io_error.ts";
import { isWindows } from "./process.ts";
import { deno, nodeFs } from "./runtime.ts";

/** What stands at a path. */
export type PathKind = "file" | "folder" | "link" | "other";

/**
 * Tells what stands at a path, behind any links.
 *
 * @throws The runtime's error, also when nothing stands there
 */
export function pathKind(path: string): PathKind {
  if (deno !== undefined) {
    const { isFile, isDirectory } = deno.statSync(path);
    return isFile ? "file" : isDirectory ? "folder" : "other";
  }
  const stat = nodeFs().statSync(path);
  return stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other";
}

/**
 * Tells what stands at a path, a link itself included.
 *
 * @returns The kind, or `null` when nothing stands there
 * @throws The runtime's error when the path may not be looked at
 */
export function linkKind(path: string): PathKind | null {
  try {
    if (deno !== undefined) {
      const { isFile, isDirectory, isSymlink } = deno.lstatSync(path);
      return isSymlink ? "link" : isFile ? "file" : isDirectory ? "folder" : "other";
    }
    const stat = nodeFs().lstatSync(path);
    if (stat.isSymbolicLink()) return "link";
    return stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other";
  } catch (error) {
    if (ioErrorKind(error) === "not-found") return null;
    throw error;
  }
}

/**
 * Returns the absolute path without links, with `/` between its parts.
 *
 * @throws The runtime's error when nothing stands there
 */
export function realPath(path: string): string {
  const real = deno === undefined ? nodeFs().realpathSync.native(path) : deno.realPathSync(path);
  return isWindows() ? real.replaceAll("\\", "/") : real;
}

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

/**
 * Makes one folder.
 *
 * @throws The runtime's error, also when something stands there already
 */
export function makeDir(path: string): void {
  if (deno === undefined) nodeFs().mkdirSync(path);
  else deno.mkdirSync(path);
}

/** Makes a folder and those above it, where they are missing. */
export function makeDirs(path: string): void {
  if (deno === undefined) nodeFs().mkdirSync(path, { recursive: true });
  else deno.mkdirSync(path, { recursive: true });
}

/** Renames a file, replacing what stands at the new name. */
export function rename(from: string, to: string): void {
  if (deno === undefined) nodeFs().renameSync(from, to);
  else deno.renameSync(from, to);
}

/** Removes a file; nothing happens when there is none. */
export function removeFile(path: string): void {
  try {
    if (deno === undefined) nodeFs().unlinkSync(path);
    else deno.removeSync(path);
  } catch (error) {
    if (ioErrorKind(error) !== "not-found") throw error;
  }
}
