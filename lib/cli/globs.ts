import picomatch from "picomatch";
import { baseName } from "./paths.ts";

/**
 * Makes a test of globs. A glob without `/` is held against the name of the file, one with `/` against
 * its path below the input folder.
 *
 * @param patterns Globs
 * @returns Tells whether a path matches one of them
 */
export function matchGlobs(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map((pattern): (path: string) => boolean => {
    const matches = picomatch(pattern, { dot: true });
    return pattern.includes("/") ? matches : (path) => matches(baseName(path));
  });
  return (path) => matchers.some((matches) => matches(path));
}
