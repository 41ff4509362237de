import type { CommandFlag, FlagName } from "./flags.ts";
import { flagLines } from "./help.ts";
import { sharedOf } from "./shared_flags.ts";

/**
 * Writes the help of a command that shares options with `convert`.
 *
 * @param head What it does, and how it is called
 * @param ownFlags Options of its own
 * @param sharedNames Options of `convert` that mean the same
 * @param tail Exit codes and the like
 */
export function sharedHelp(
  head: string,
  ownFlags: readonly CommandFlag[],
  sharedNames: readonly FlagName[],
  tail: string,
): string {
  const own = ownFlags.flatMap((flag) => flagLines(flag)).join("\n");
  const shared = sharedOf(ownFlags, sharedNames).flatMap((flag) => flagLines(flag)).join("\n");
  return `${head}\nOptions:\n${own}\n\nAs for convert:\n${shared}\n\n${tail}`;
}
