import { processId } from "../runtime/process.ts";
import { removeFile } from "../runtime/files.ts";
import { join } from "./paths.ts";

const open = new Set<string>();
let count = 0;

/** Returns the path of a new temporary file in a folder, and remembers it. */
export function tempFile(folder: string): string {
  const path = join(folder, `.sigma-leql-${processId()}-${count++}.tmp`);
  open.add(path);
  return path;
}

/** Forgets a temporary file that has got its name. */
export function keepTempFile(path: string): void {
  open.delete(path);
}

/** Removes a temporary file. */
export function dropTempFile(path: string): void {
  open.delete(path);
  try {
    removeFile(path);
  } catch {
    // It lies in a folder that cannot be written any more: nothing is left to do.
  }
}

/** Removes all temporary files that have not got their names. */
export function dropAllTempFiles(): void {
  for (const path of [...open]) dropTempFile(path);
}
