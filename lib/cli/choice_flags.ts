import type { Choices, MappingTable } from "../mappings/table.ts";
import type { FlagName } from "./flags.ts";
import { oneOf, type Values } from "./option_values.ts";
import { UsageError } from "./usage_error.ts";

/** Options that set a choice of the mapping table. */
const CHOICE_FLAGS = [
  "sysmon",
  "windows-events",
  "security",
  "prefer",
] as const satisfies readonly FlagName[];

/** Reads the options that set choices. Tables have `_` where options have `-`. */
export function parseChoices(values: Values): Choices {
  const choices: Record<string, string> = {};
  for (const flag of CHOICE_FLAGS) {
    const value = values[flag]?.at(-1);
    if (value !== undefined) choices[flag.replaceAll("-", "_")] = value.replaceAll("-", "_");
  }
  return choices;
}

/** The option that sets a choice. */
export function choiceFlag(choice: string): string {
  return `--${choice.replaceAll("_", "-")}`;
}

/**
 * Checks that a table has what the options choose.
 *
 * @throws {UsageError} For a choice or a value that it does not have
 */
export function checkChoices(choices: Choices, table: MappingTable): void {
  for (const [name, value] of Object.entries(choices)) {
    const choice = table.choices?.[name];
    if (!choice) {
      throw new UsageError(
        `Option "${choiceFlag(name)}" has no meaning for the mapping table "${table.name}"`,
        "The table has no such choice",
      );
    }
    const known = Object.keys(choice.values).map((option) => option.replaceAll("_", "-"));
    oneOf(value.replaceAll("_", "-"), known, choiceFlag(name));
  }
}
