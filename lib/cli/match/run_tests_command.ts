import { formatDiagnostic } from "../../diagnostic.ts";
import {
  type CoverableRule,
  type Coverage,
  coverageLine,
  coverageOf,
  coveragePercent,
  coverageText,
} from "../../match/coverage.ts";
import { junitReport } from "../../match/output/junit.ts";
import { testLine } from "../../match/output/test_lines.ts";
import { testSummary, testText } from "../../match/output/test_text.ts";
import type { TestOutcome } from "../../match/rule_tests/outcome.ts";
import { joinQueries } from "../../match/rules/join_queries.ts";
import { writeStderr } from "../../runtime/process.ts";
import type { BatchItem } from "../../worker/protocol.ts";
import { checkOutput } from "../check_output.ts";
import { EXIT } from "../exit_code.ts";
import type { Input } from "../inputs.ts";
import { itemPath, openRules, readRules, type RuleInputs } from "./rule_inputs.ts";
import { findTests, type FoundTests, TestRunner } from "./test_files.ts";
import type { TestOptions } from "./test_options.ts";
import { TextOutput, writeText } from "../text_output.ts";
import { UsageError } from "../usage_error.ts";

/**
 * Runs `test` without events: the test files beside the rules.
 *
 * @param options What the command line asks for
 * @returns The exit code
 * @throws {UsageError | OutputError | ClosedPipe}
 */
export async function runTestsCommand(options: TestOptions): Promise<number> {
  const { convert, junit, coverageMin } = options;
  const inputs = await openRules(convert, true);
  const found = await findTests(inputs.items);
  if (found.tests.length === 0 && !options.coverage) {
    throw new UsageError(
      "No test files found",
      "NAME.test.yml tests the rules of NAME.yml; --events takes events without tests",
    );
  }
  checkOutputs(options, inputs, found);
  const faults = found.rules.flatMap((item) => item.kind === "Fault" ? [item] : []);
  for (const { path, fault } of faults) writeStderr(`${formatDiagnostic(fault, path)}\n`);
  const runner = new TestRunner(inputs.reader, found.rules, {
    skipUnsupported: convert.skipUnsupported,
    variables: convert.vars,
  });
  const { outcomes, coverage } = await writeReport(options, inputs, found, runner);
  if (junit !== undefined) await writeText(junit, junitReport(outcomes));
  const isCovered = coverage === undefined || coverageMin === undefined ||
    coveragePercent(coverage) >= coverageMin;
  if (!isCovered) writeStderr(`Fewer than ${coverageMin} % of the rules have tests\n`);
  const hasPassed = outcomes.every(({ status }) => status === "passed");
  return hasPassed && isCovered && faults.length === 0 ? EXIT.ok : EXIT.failed;
}

function checkOutputs(
  { convert, junit }: TestOptions,
  inputs: RuleInputs,
  found: FoundTests,
): void {
  const files = [...found.rules, ...found.tests].flatMap((item): Input[] =>
    item.kind === "File" ? [{ kind: "file", file: item.file, path: item.path }] : []
  );
  for (const out of [convert.out, junit]) checkOutput(out, [...inputs.inputs, ...files]);
}

/** What running the tests gave. */
interface Report {
  readonly outcomes: readonly TestOutcome[];
  readonly coverage?: Coverage;
}

/** Runs the tests and writes what they gave, as they go. */
async function writeReport(
  { convert, to, coverage: isCovering }: TestOptions,
  { reader }: RuleInputs,
  { tests, rules }: FoundTests,
  runner: TestRunner,
): Promise<Report> {
  const output = new TextOutput(convert.out);
  const isSummary = to !== "ndjson";
  try {
    const outcomes: TestOutcome[] = [];
    for (const item of tests) {
      for (const outcome of await runner.run(item)) {
        outcomes.push(outcome);
        await output.write(isSummary ? testText(outcome) : testLine(outcome));
      }
    }
    const coverage = isCovering ? coverageOf(rulesIn(rules, reader), outcomes) : undefined;
    if (isSummary) await output.write(testSummary(outcomes));
    else if (!convert.quiet) writeStderr(testSummary(outcomes));
    if (coverage !== undefined) {
      await output.write(isSummary ? coverageText(coverage) : coverageLine(coverage));
    }
    await output.commit();
    return { outcomes, ...(coverage && { coverage }) };
  } catch (error) {
    output.discard();
    throw error;
  }
}

/** All rules, those that cannot be read included; a `.leql` file is one, as tests have it. */
function rulesIn(
  items: readonly BatchItem[],
  reader: RuleInputs["reader"],
): CoverableRule[] {
  return items.flatMap((item): readonly CoverableRule[] => {
    const read = readRules(item, reader, []);
    if ("readings" in read) return joinQueries(read.readings);
    return [{ path: itemPath(item), rule: 0, id: null, title: null }];
  });
}
