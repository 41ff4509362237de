import { isTerminal, writeStderr } from "../runtime/process.ts";
import { addCounts, emptyCounts } from "../worker/counts.ts";
import type { Counts } from "../worker/protocol.ts";
import { Converter } from "./converter.ts";
import { EXIT } from "./exit_code.ts";
import { type AcceptFile, filePattern } from "./file_pattern.ts";
import { countItems, type Input, overlapLines, pathKindOf, resolveInputs } from "./inputs.ts";
import type { Options } from "./options.ts";
import { checkOutput } from "./check_output.ts";
import { makePlan } from "./plan.ts";
import type { Progress } from "./progress.ts";
import { leftOverLines, missingIdsLine, nothingSelectedLine, summary } from "./report.ts";
import { scanInputs } from "./scanned_inputs.ts";
import { openSink } from "./sink.ts";
import { ClosedPipe, UsageError } from "./usage_error.ts";

/**
 * Runs `convert`.
 *
 * @param options What the command line asks for
 * @returns The exit code
 * @throws {UsageError | OutputError}
 */
export async function convert(options: Options): Promise<number> {
  const start = performance.now();
  const inputs = resolveInputs([...options.inputs, ...options.filters], pathKindOf(options));
  if (!options.quiet) writeStderr(overlapLines(inputs.slice(0, options.inputs.length)));
  const pattern = await filePattern(options.filePatterns, options.excludes);
  const { accept } = pattern;
  if (options.to === "tree") {
    const { checkTreePlan }: typeof import("./tree_plan.ts") = await import(
      "./tree_plan.ts" as string
    );
    checkTreePlan(inputs, accept);
  }
  checkOutput(options.out, inputs, accept);
  const plan = await makePlan(options);
  const progress = showsProgress(options) ? await startProgress(inputs, accept) : undefined;
  let leftOver: readonly string[] = [];
  const sink = await openSink(
    options.to,
    options.out,
    (messages) => {
      progress?.clear();
      writeStderr(messages);
    },
    { prune: options.prune, onLeftOver: (files) => leftOver = files },
    plan.finalize,
  );
  const converter = new Converter(options.workers);
  const counts = emptyCounts();
  try {
    const scanned = await scanInputs(inputs, pattern, (count) => converter.expect(count));
    const { items, shared } = scanned;
    counts.excluded = scanned.excluded;
    const job = shared.length === 0
      ? plan.job
      : { ...plan.job, compile: { ...plan.job.compile, shared } };
    for await (const { output, items: done } of converter.convert(items, job)) {
      addCounts(counts, output.counts);
      await sink.write(output);
      progress?.update(counts.rules, done);
    }
    if (counts.rules === 0) throw nothingFound(inputs, options.filePatterns, scanned.excluded);
    await sink.commit();
  } catch (error) {
    sink.discard();
    if (error instanceof ClosedPipe) return EXIT.ok;
    throw error;
  } finally {
    converter.close();
    progress?.clear();
  }
  if (!options.quiet) {
    writeStderr(
      missingIdsLine(plan.job.compile.selection?.ids ?? [], counts.ids) +
        nothingSelectedLine(counts) + leftOverLines(leftOver, options.prune) +
        summary(counts, performance.now() - start),
    );
  }
  return exitCode(counts, options.skipUnsupported);
}

/** Only on a terminal, and not among the queries. */
function showsProgress({ progress, out }: Options): boolean {
  return progress && isTerminal("stderr") && (out !== undefined || !isTerminal("stdout"));
}

async function startProgress(inputs: readonly Input[], accept: AcceptFile): Promise<Progress> {
  const { Progress }: typeof import("./progress.ts") = await import("./progress.ts" as string);
  return new Progress(countItems(inputs, accept));
}

function nothingFound(
  inputs: readonly Input[],
  patterns: readonly string[],
  excluded: number,
): UsageError {
  if (inputs.every((input) => input.kind !== "folder")) {
    return new UsageError("No rules found: the input is empty");
  }
  if (excluded > 0) return new UsageError(`No rules found: --exclude leaves out all ${excluded}`);
  const names = patterns.length === 0 ? "*.yml, *.yaml" : patterns.join(", ");
  return new UsageError(`No rules found: no file matches ${names}`, "Set --file-pattern GLOB");
}

function exitCode(counts: Counts, skipUnsupported: boolean): number {
  if (counts.invalid > 0 || counts.io > 0) return EXIT.failed;
  const unsupported = counts.unsupported + counts.partial;
  return unsupported > 0 && !skipUnsupported ? EXIT.failed : EXIT.ok;
}
