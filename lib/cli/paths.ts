import { isWindows } from "../runtime/process.ts";

/** Returns the path with `/` between its parts. */
export function slashed(path: string): string {
  return isWindows() ? path.replaceAll("\\", "/") : path;
}

/** Returns the last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Returns the folder of a path: `.` when it names none. */
export function dirName(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "." : at === 0 ? "/" : path.slice(0, at);
}

/** Joins a folder and a relative path. */
export function join(folder: string, path: string): string {
  return folder.endsWith("/") ? folder + path : `${folder}/${path}`;
}

/** True when a real path is the folder or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}

/** The path from where the program runs, without `./` in front. */
export function shownPath(path: string): string {
  return path.replace(/^(?:\.\/+)+/, "");
}

/**
 * Finds a file that another one names.
 *
 * @param folder Folder of the other one
 * @param name Path as it is written there
 * @returns The path without `.` and what `..` takes back, so that a file has one path in all reports
 */
export function resolvePath(folder: string, name: string): string {
  const path = slashed(name);
  const parts: string[] = [];
  for (const part of (/^(?:\/|[A-Za-z]:\/)/.test(path) ? path : join(folder, path)).split("/")) {
    const last = parts[parts.length - 1];
    if (part === "." || part === "" && parts.length > 0) continue;
    if (part === ".." && last !== undefined && last !== "" && last !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
