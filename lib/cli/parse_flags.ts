import { didYouMean } from "../suggest.ts";
import { splitArgs } from "./split_args.ts";
import { UsageError } from "./usage_error.ts";

/** What reading the arguments needs to know of an option. */
export interface FlagShape {
  /** Long name, without dashes. */
  readonly name: string;
  /** Letter of the short form. */
  readonly short?: string;
  /** What stands for its value in messages; absent for a switch. */
  readonly value?: string;
}

/** Values by option, in the order given; a switch has the empty text. */
export type FlagValues<N extends string> = Partial<Record<N, string[]>>;

/** Arguments of a command, sorted. */
export interface ParsedFlags<N extends string> {
  readonly values: FlagValues<N>;
  /** What is no option. */
  readonly inputs: readonly string[];
}

/**
 * Reads the arguments of a command.
 *
 * @param argv Arguments behind the name of the command
 * @param flags Its options
 * @param command Its name, for messages; none for the command that needs no name
 * @throws {UsageError} For an option that it does not have, and for a value that is missing or too
 * many
 */
export function parseFlags<N extends string>(
  argv: readonly string[],
  flags: readonly (FlagShape & { readonly name: N })[],
  command?: string,
): ParsedFlags<N> {
  const values: FlagValues<N> = {};
  const inputs: string[] = [];
  for (const part of splitArgs(argv, flags)) {
    if (part.kind === "input") {
      inputs.push(part.value);
      continue;
    }
    const flag = flags.find(({ name }) => name === part.name);
    if (flag === undefined) {
      const where = command === undefined ? "" : ` for ${command}`;
      throw new UsageError(
        `Unknown option "${part.rawName}"${where}`,
        didYouMean(part.rawName, flags.map(({ name }) => `--${name}`)),
      );
    }
    (values[flag.name] ??= []).push(checkValue(flag, part.value));
  }
  return { values, inputs };
}

function checkValue({ name, value: placeholder }: FlagShape, value: string | undefined): string {
  if (placeholder === undefined) {
    if (value !== undefined) throw new UsageError(`Option "--${name}" takes no value`);
    return "";
  }
  if (value === undefined || value === "") {
    throw new UsageError(`Option "--${name}" needs a value: ${placeholder}`);
  }
  return value;
}

/**
 * Writes options as arguments again.
 *
 * @param values Their values
 * @param inputs What stands behind them
 */
export function toArguments<N extends string>(
  values: FlagValues<N>,
  inputs: readonly string[],
): string[] {
  const options = Object.entries<string[] | undefined>(values).flatMap(([name, given]) =>
    (given ?? []).map((value) => value === "" ? `--${name}` : `--${name}=${value}`)
  );
  return [...options, "--", ...inputs];
}
