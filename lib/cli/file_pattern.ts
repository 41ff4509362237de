import { baseName } from "./paths.ts";

/** Tells whether a file of a folder is a rule file, by its path below the folder. */
export type AcceptFile = (path: string) => boolean;

/**
 * Makes a filter of globs. A glob without `/` is held against the name of the
 * file, one with `/` against its path below the input folder.
 *
 * @param patterns Globs; none for `*.yml` and `*.yaml`
 */
export async function filePattern(patterns: readonly string[]): Promise<AcceptFile> {
  if (patterns.length === 0) return (path) => path.endsWith(".yml") || path.endsWith(".yaml");
  const { default: picomatch } = await import("picomatch");
  const matchers = patterns.map((pattern): AcceptFile => {
    const matches = picomatch(pattern, { dot: true });
    return pattern.includes("/") ? matches : (path) => matches(baseName(path));
  });
  return (path) => matchers.some((matches) => matches(path));
}
