/**
 * Paths of files that a pipeline names. They must stand in its own folder, so
 * that a pipeline from elsewhere cannot read other files.
 *
 * @module
 */

import type { ParameterReader } from "./parameter_reader.ts";

/**
 * Brings a path into one form: `/` between its parts, no `.` in it.
 *
 * @returns The path, or `undefined` when it is absolute or leads out of its folder
 */
export function normalizePath(path: string): string | undefined {
  if (/^[/\\]|^[A-Za-z]:/.test(path)) return undefined;
  const parts: string[] = [];
  for (const part of path.split(/[/\\]/)) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "" && part !== ".") {
      parts.push(part);
    }
  }
  return parts.length === 0 ? undefined : parts.join("/");
}

/** Checks the path of a parameter; `undefined` when a fault was reported. */
export function filePath(
  reader: ParameterReader,
  path: string | undefined,
  key: string,
): string | undefined {
  if (path === undefined) return undefined;
  return normalizePath(path) ?? reader.refuse(
    `the path "${path}" leads out of the pipeline's folder`,
    reader.node(key)?.span,
    "Put the file beside the pipeline and name it relative to the pipeline",
  );
}
