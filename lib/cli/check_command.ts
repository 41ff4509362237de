import { type Checker, createChecker, faultIssue } from "../check/checker.ts";
import { checkNames } from "../check/codes.ts";
import type { CheckConfig } from "../check/config.ts";
import { isAtLeast, type Issue, ISSUE_SEVERITIES, type IssueSeverity } from "../check/issue.ts";
import type { LeqlChecker } from "../check/leql/check_leql.ts";
import { NdjsonWriter } from "../check/output/ndjson.ts";
import { SarifWriter } from "../check/output/sarif.ts";
import { TextWriter } from "../check/output/text.ts";
import type { IssueWriter } from "../check/output/writer.ts";
import { parseCheckConfig } from "../check/parse_config.ts";
import { formatDiagnostic } from "../diagnostic.ts";
import { readFile } from "../runtime/read_file.ts";
import { writeStderr } from "../runtime/process.ts";
import { decodeUtf8 } from "../stream/decode.ts";
import { didYouMean } from "../suggest.ts";
import { ioReason } from "../worker/io_fault.ts";
import { readItem } from "../worker/read_item.ts";
import { checkOutput } from "./check_output.ts";
import {
  checkHelp,
  type CheckOptions,
  type CheckOutputKind,
  parseCheckOptions,
} from "./check_options.ts";
import { EXIT } from "./exit_code.ts";
import { type AcceptFile, filePattern, isYamlFile } from "./file_pattern.ts";
import { type Input, inputItems, resolveInputs } from "./inputs.ts";
import { openOutputFile, openStdout } from "./output_file.ts";
import { join, shownPath } from "./paths.ts";
import { UsageError } from "./usage_error.ts";
import { VERSION } from "./version.ts";
import { plural } from "./summary_lines.ts";

/** Most bytes of a configuration. */
const MAX_CONFIG_SIZE = 4 * 1024 * 1024;

/** The output is written in pieces of about this many characters. */
const PIECE_SIZE = 1 << 16;

const WRITERS: { readonly [K in CheckOutputKind]: () => IssueWriter } = {
  text: () => new TextWriter(),
  ndjson: () => new NdjsonWriter(),
  sarif: () => new SarifWriter({ version: VERSION }),
};

/**
 * Runs `check`.
 *
 * @param argv Arguments behind the name of the command
 * @param print Writes to standard output
 * @returns The exit code
 * @throws {UsageError | OutputError | ClosedPipe}
 */
export async function checkCommand(
  argv: readonly string[],
  print: (text: string) => Promise<void>,
): Promise<number> {
  const options = parseCheckOptions(argv);
  if (options.help) {
    await print(checkHelp());
    return EXIT.ok;
  }
  const inputs = resolveInputs(options.inputs);
  const { accept } = await filePattern(options.filePatterns, options.excludes, isCheckedFile);
  checkOutput(options.out, inputs, accept);
  const config = loadConfig(options);
  const checker = createChecker(config);
  const found = issuesOf(inputs, accept, checker, leqlChecker(config, options));
  const counts = await writeIssues(found, options);
  if (counts.files === 0) throw new UsageError("No rules or queries found in the input");
  if (!options.quiet) writeStderr(summary(counts));
  const isFailed = ISSUE_SEVERITIES.some((severity) =>
    counts[severity] > 0 && isAtLeast(severity, options.failOn)
  );
  return isFailed ? EXIT.failed : EXIT.ok;
}

function loadConfig({ validators: path, excluded }: CheckOptions): CheckConfig {
  const names = checkNames();
  for (const name of excluded) {
    if (names.includes(name)) continue;
    throw new UsageError(`There is no validator "${name}"`, didYouMean(name, names));
  }
  const config = path === undefined ? {} : readConfig(path);
  const removed = excluded.map((name) => `-${name}`);
  return { ...config, validators: [...config.validators ?? ["all"], ...removed] };
}

function readConfig(path: string): CheckConfig {
  let text: string | null;
  try {
    const bytes = readFile(path, MAX_CONFIG_SIZE);
    text = bytes === null ? null : decodeUtf8(bytes);
  } catch (error) {
    throw new UsageError(`Cannot read the configuration "${path}": ${ioReason(error)}`);
  }
  if (text === null) {
    throw new UsageError(`Cannot read the configuration "${path}": it is not a small UTF-8 text`);
  }
  const { config, diagnostics } = parseCheckConfig({ path, text });
  if (config !== undefined) return config;
  const lines = diagnostics.map((item) => formatDiagnostic(item, path));
  throw new UsageError(`Cannot use the configuration of the validators\n${lines.join("\n")}`);
}

function isCheckedFile(path: string): boolean {
  return isYamlFile(path) || isLeqlFile(path);
}

function isLeqlFile(path: string): boolean {
  return path.endsWith(".leql");
}

type LoadLeqlChecker = () => Promise<LeqlChecker>;

/** Loads the checker of queries when there is one. */
function leqlChecker(config: CheckConfig, { target }: CheckOptions): LoadLeqlChecker {
  let checker: LeqlChecker | undefined;
  return async () => {
    if (checker !== undefined) return checker;
    const { createLeqlChecker } = await import("../check/leql/check_leql.ts");
    return checker = createLeqlChecker(config, target);
  };
}

/** The issues of one input. */
interface Found {
  readonly issues: readonly Issue[];
  /** False for what all inputs together show. */
  readonly isFile: boolean;
}

async function* issuesOf(
  inputs: readonly Input[],
  accept: AcceptFile,
  checker: Checker,
  loadLeqlChecker: LoadLeqlChecker,
): AsyncGenerator<Found> {
  for (const input of inputs) {
    for await (const item of inputItems([input], accept)) {
      const path = issuePath(input, item.path);
      const text = readItem(item);
      const issues = typeof text !== "string"
        ? [faultIssue(path, text)]
        : item.kind === "File" && isLeqlFile(path)
        ? (await loadLeqlChecker()).checkText({ path, text })
        : checker.checkText({ path, text }, item.kind === "Document" ? item.line : 0);
      yield { issues, isFile: true };
    }
  }
  yield { issues: checker.finish(), isFile: false };
}

/**
 * The path from where the program runs: code hosts and editors look for the file there. Records
 * of `convert` have paths below the input folder instead.
 */
function issuePath({ kind, file }: Input, path: string): string {
  if (file === undefined) return path;
  return shownPath(kind === "folder" ? join(file, path) : file);
}

/** How much was found. */
type Counts = Record<IssueSeverity | "files", number>;

async function writeIssues(found: AsyncIterable<Found>, options: CheckOptions): Promise<Counts> {
  const counts: Counts = { files: 0, error: 0, warning: 0, note: 0 };
  const file = options.out === undefined ? openStdout() : openOutputFile(options.out);
  const encoder = new TextEncoder();
  const writer = WRITERS[options.to]();
  try {
    let text = writer.begin();
    for await (const { issues, isFile } of found) {
      if (isFile) counts.files++;
      for (const { severity } of issues) counts[severity]++;
      text += writer.write(issues);
      if (text.length < PIECE_SIZE) continue;
      await file.write(encoder.encode(text));
      text = "";
    }
    await file.write(encoder.encode(text + writer.end()));
    file.commit();
  } catch (error) {
    file.discard();
    throw error;
  }
  return counts;
}

function summary({ files, error, warning, note }: Counts): string {
  const parts = [plural(error, "error"), plural(warning, "warning"), plural(note, "note")];
  return `${plural(files, "file")} checked: ${parts.join(", ")}\n`;
}
