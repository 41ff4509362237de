import { parseArgs } from "../../runtime/parse_args.ts";
import { didYouMean } from "../../suggest.ts";
import { type Flag, type FlagName, FLAGS } from "../flags.ts";
import type { Values } from "../option_values.ts";
import { UsageError } from "../usage_error.ts";

/** An option that one of the tools alone has. */
export type ToolFlag = Omit<Flag, "group">;

/** Arguments of a tool, sorted. */
export interface ToolArguments {
  /** Values by name of an option of its own. */
  readonly own: ReadonlyMap<string, readonly string[]>;
  /** Values by name of an option that it shares with `convert`. */
  readonly shared: Values;
  readonly positionals: readonly string[];
}

/** Options that name a table and set its choices. */
export const TABLE_FLAGS: readonly FlagName[] = [
  "mapping",
  "sysmon",
  "windows-events",
  "security",
  "prefer",
];

/** Options of `convert` that say which rules are read, and how they are converted. */
export const RULE_FLAGS: readonly FlagName[] = (FLAGS as readonly (Flag & { name: FlagName })[])
  .filter(({ name, group }) =>
    ["Conversion", "Input", "Selection"].includes(group) &&
    !["format", "without-mapping", "verify", "negation", "correlation-method"].includes(name)
  ).map(({ name }) => name);

/**
 * Reads the arguments of a tool.
 *
 * @param argv Arguments behind the name of the tool
 * @param tool The name, for messages
 * @param ownFlags Options of its own; they win over those of `convert`
 * @param sharedNames Options of `convert` that mean the same here
 * @throws {UsageError} For an option that the tool does not have
 */
export function parseToolArguments(
  argv: readonly string[],
  tool: string,
  ownFlags: readonly ToolFlag[],
  sharedNames: readonly FlagName[],
): ToolArguments {
  const sharedFlags = sharedOf(ownFlags, sharedNames);
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries([...ownFlags, ...sharedFlags].map(({ name, short, value }) => {
      const type = value === undefined ? "boolean" as const : "string" as const;
      return [name, short === undefined ? { type } : { type, short }];
    })),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const own = new Map<string, string[]>();
  const shared: Values = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const flag = ownFlags.find(({ name }) => name === token.name);
    const other = sharedFlags.find(({ name }) => name === token.name);
    if (flag !== undefined) {
      own.set(flag.name, [...own.get(flag.name) ?? [], checkValue(flag, token.value)]);
    } else if (other !== undefined) {
      (shared[other.name] ??= []).push(checkValue(other, token.value));
    } else {
      const names = [...ownFlags, ...sharedFlags].map(({ name }) => `--${name}`);
      throw new UsageError(
        `Unknown option "${token.rawName}" for mapping ${tool}`,
        didYouMean(token.rawName, names),
      );
    }
  }
  return { own, shared, positionals };
}

/**
 * Writes options of `convert` as arguments again.
 *
 * @param shared Their values
 * @param inputs What stands behind them
 */
export function toArguments(shared: Values, inputs: readonly string[]): string[] {
  const options = Object.entries(shared).flatMap(([name, values]) =>
    (values ?? []).map((value) => value === "" ? `--${name}` : `--${name}=${value}`)
  );
  return [...options, "--", ...inputs];
}

/** Options of `convert` that a tool shares, less those that it has itself. */
export function sharedOf(
  ownFlags: readonly ToolFlag[],
  names: readonly FlagName[],
): readonly (Flag & { readonly name: FlagName })[] {
  const flags: readonly (Flag & { readonly name: FlagName })[] = FLAGS;
  return flags.filter(({ name }) =>
    names.includes(name) && !ownFlags.some((flag) => flag.name === name)
  );
}

function checkValue({ name, value: placeholder }: ToolFlag, value: string | undefined): string {
  if (placeholder === undefined) {
    if (value !== undefined) throw new UsageError(`Option "--${name}" takes no value`);
    return "";
  }
  if (value === undefined || value === "") {
    throw new UsageError(`Option "--${name}" needs a value: ${placeholder}`);
  }
  return value;
}
