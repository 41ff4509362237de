import type { Format } from "../compile.ts";

/** Name of the stream on standard input in records. */
export const STDIN_PATH = "-";

/**
 * Returns the path below the output folder that takes the queries of a file.
 *
 * @param format Format of the queries
 * @param path Path of the rule file in records
 */
export function treePath(format: Format, path: string): string {
  const stem = path === STDIN_PATH ? "stdin" : belowHere(path).replace(/(?<=[^/])\.[^./]*$/, "");
  return `${format}/${stem}.leql`;
}

/** A whole path may lead anywhere; a tree grows below its folder alone. */
function belowHere(path: string): string {
  if (!/^(?:\/|[A-Za-z]:\/)|(?:^|\/)\.\.?\//.test(path)) return path;
  return path.replace(/^[A-Za-z]:/, "").split("/").filter((part) => !/^\.{0,2}$/.test(part)).join(
    "/",
  );
}
