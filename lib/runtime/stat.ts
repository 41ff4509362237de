import { deno } from "./deno.ts";
import { ioErrorKind } from "./io_error.ts";
import { nodeFs } from "./node.ts";

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
