import { EXIT } from "./exit_code.ts";
import { parseTestOptions, testHelp } from "./match/test_options.ts";

/**
 * Runs `test`.
 *
 * @param argv Arguments behind the name of the command
 * @param print Writes to standard output
 * @returns The exit code
 * @throws {UsageError | OutputError | ClosedPipe}
 */
export async function testCommand(
  argv: readonly string[],
  print: (text: string) => Promise<void>,
): Promise<number> {
  const options = parseTestOptions(argv);
  if (options.help) {
    await print(testHelp());
    return EXIT.ok;
  }
  if (options.events.length > 0) {
    const { matchCommand } = await import("./match/match_command.ts");
    return await matchCommand(options);
  }
  const { runTestsCommand } = await import("./match/run_tests_command.ts");
  return await runTestsCommand(options);
}
