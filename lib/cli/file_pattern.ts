/** What is taken from folders. */
export interface FilePattern {
  readonly accept: AcceptFile;
  /** Files that were left out by `--exclude`, each time that `accept` was asked. */
  readonly excluded: { count: number };
}

/** Tells whether a file of a folder is a rule file, by its path below the folder. */
export type AcceptFile = (path: string) => boolean;

/**
 * Makes a filter of globs and exceptions.
 *
 * @param patterns Globs; none for those that `byDefault` takes
 * @param excludes Globs of files to leave out
 * @param byDefault What is taken without a glob: `*.yml` and `*.yaml`
 */
export async function filePattern(
  patterns: readonly string[],
  excludes: readonly string[],
  byDefault: AcceptFile = isYamlFile,
): Promise<FilePattern> {
  const excluded = { count: 0 };
  const matches = patterns.length === 0 ? byDefault : await globs(patterns);
  if (excludes.length === 0) return { accept: matches, excluded };
  const isExcluded = await globs(excludes);
  const accept: AcceptFile = (path) => {
    if (!matches(path)) return false;
    if (!isExcluded(path)) return true;
    excluded.count++;
    return false;
  };
  return { accept, excluded };
}

/** True for a file with rules, by its name; `NAME.test.yml` has tests of rules instead. */
export function isYamlFile(path: string): boolean {
  return /(?<!\.test)\.ya?ml$/.test(path);
}

async function globs(patterns: readonly string[]): Promise<AcceptFile> {
  const { matchGlobs }: typeof import("./globs.ts") = await import("./globs.ts" as string);
  return matchGlobs(patterns);
}
