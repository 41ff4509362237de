import { type CommandFlag, type Flag, type FlagName, FLAGS } from "./flags.ts";
import { type FlagValues, parseFlags } from "./parse_flags.ts";

/** Arguments of a command that shares options with `convert`. */
export interface SharedArguments<N extends string> {
  /** Values of its own options. */
  readonly own: FlagValues<N>;
  /** Values of options that it shares. */
  readonly shared: FlagValues<FlagName>;
  readonly positionals: readonly string[];
}

/** Options that name a mapping table and set its choices. */
export const TABLE_FLAGS: readonly FlagName[] = [
  "mapping",
  "sysmon",
  "windows-events",
  "security",
  "prefer",
];

/** Options of `convert` that say which rules are read. */
const RULE_GROUPS: readonly string[] = ["Conversion", "Input", "Selection"];

const ALL_FLAGS: readonly (Flag & { readonly name: FlagName })[] = FLAGS;

/**
 * Returns the options of `convert` that say which rules are read, and how they are converted.
 *
 * @param without Options that mean nothing to the command
 */
export function ruleFlags(without: readonly FlagName[]): readonly FlagName[] {
  return ALL_FLAGS.filter(({ name, group }) =>
    RULE_GROUPS.includes(group) && !without.includes(name)
  )
    .map(({ name }) => name);
}

/**
 * Reads the arguments of a command.
 *
 * @param argv Arguments behind its name
 * @param command The name, for messages
 * @param ownFlags Options of its own; they win over those of `convert`
 * @param sharedNames Options of `convert` that mean the same here
 * @throws {UsageError} For an option that the command does not have
 */
export function parseSharedFlags<N extends string>(
  argv: readonly string[],
  command: string,
  ownFlags: readonly (CommandFlag & { readonly name: N })[],
  sharedNames: readonly FlagName[],
): SharedArguments<N> {
  const flags = [...ownFlags, ...sharedOf(ownFlags, sharedNames)];
  const { values, inputs } = parseFlags<N | FlagName>(argv, flags, command);
  const own: FlagValues<string> = {};
  const shared: FlagValues<string> = {};
  for (const [name, given] of Object.entries<string[] | undefined>(values)) {
    const side = ownFlags.some((flag) => flag.name === name) ? own : shared;
    side[name] = given;
  }
  return { own, shared, positionals: inputs } as SharedArguments<N>;
}

/** Options of `convert` that a command shares, less those that it has itself. */
export function sharedOf(
  ownFlags: readonly CommandFlag[],
  names: readonly FlagName[],
): readonly (Flag & { readonly name: FlagName })[] {
  return ALL_FLAGS.filter(({ name }) =>
    names.includes(name) && !ownFlags.some((flag) => flag.name === name)
  );
}
