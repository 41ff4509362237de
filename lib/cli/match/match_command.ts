import { writeStderr } from "../../runtime/process.ts";
import { checkOutput } from "../check_output.ts";
import { findEventFiles } from "./event_inputs.ts";
import { loadRules } from "./match_rules.ts";
import { MatchRun } from "./match_run.ts";
import { openRules } from "./rule_inputs.ts";
import type { TestOptions } from "./test_options.ts";
import { UsageError } from "../usage_error.ts";

/**
 * Runs `test --events`: says which rules match which events.
 *
 * @param options What the command line asks for
 * @returns The exit code
 * @throws {UsageError | OutputError | ClosedPipe}
 */
export async function matchCommand(options: TestOptions): Promise<number> {
  const start = performance.now();
  const { convert, eventFields } = options;
  const files = findEventFiles(options.events);
  const inputs = await openRules(convert, false);
  const outside = files.map(({ file, path }) => {
    return { kind: file === undefined ? "stream" as const : "file" as const, file, path };
  });
  checkOutput(convert.out, [...inputs.inputs, ...outside]);
  const side = eventFields === "insightidr" ? "leql" : "sigma";
  const loaded = await loadRules(inputs, side, convert.vars);
  if (loaded.isEmpty) throw new UsageError("No rules found");
  const run = new MatchRun(options, loaded);
  try {
    await run.match(files);
    await run.finish();
  } catch (error) {
    run.discard();
    throw error;
  }
  if (!convert.quiet) writeStderr(run.summary(performance.now() - start));
  return run.exitCode;
}
