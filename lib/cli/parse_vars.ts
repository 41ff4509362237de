import { UsageError } from "./usage_error.ts";

/**
 * Reads values of placeholders: `name=a,b`. A comma in a value is written `\,`.
 *
 * @param given Values of `--var`
 * @throws {UsageError} For one without a name or a value
 */
export function parseVars(given: readonly string[]): Record<string, readonly string[]> {
  const vars: Record<string, readonly string[]> = {};
  for (const text of given) {
    const at = text.indexOf("=");
    if (at <= 0) {
      throw new UsageError(`Cannot use "${text}" as --var: expected NAME=VALUE`);
    }
    vars[text.slice(0, at)] = text.slice(at + 1).split(/(?<!\\),/)
      .map((value) => value.replaceAll("\\,", ","));
  }
  return vars;
}
