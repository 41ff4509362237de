import { didYouMean } from "../suggest.ts";
import type { FlagName } from "./flags.ts";
import type { FlagValues } from "./parse_flags.ts";
import { UsageError } from "./usage_error.ts";

/** Values by option of `convert`. */
export type Values = FlagValues<FlagName>;

/** Splits values at commas, and refuses empty ones. */
export function splitList(given: readonly string[], flag: string): string[] {
  return given.flatMap((list) =>
    list.split(",").map((name) => {
      if (name.trim() === "") throw new UsageError(`Option "${flag}" has an empty value`);
      return name.trim();
    })
  );
}

/** Returns the value if it is a known one. */
export function oneOf<T extends string>(
  value: string,
  known: readonly T[],
  flag: string,
  more: readonly string[] = [],
): T {
  const found = known.find((name) => name === value);
  if (found !== undefined) return found;
  const names = [...known, ...more];
  throw new UsageError(
    `Unknown value "${value}" for ${flag}`,
    didYouMean(value, names) ?? `Known are ${names.join(", ")}`,
  );
}

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
