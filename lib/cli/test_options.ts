import { EVENT_FORMATS, type EventFormat } from "../match/events/event_batches.ts";
import { TEST_FIELDS, type TestFields } from "../match/rule_tests/test_file.ts";
import { parseArgs } from "../runtime/parse_args.ts";
import { didYouMean } from "../suggest.ts";
import { type Flag, FLAGS } from "./flags.ts";
import { flagLines } from "./help.ts";
import { oneOf } from "./option_values.ts";
import { type Options, parseOptions } from "./options.ts";
import { UsageError } from "./usage_error.ts";

/** Kinds of output of `test`. */
export const TEST_OUTPUT_KINDS = ["ndjson", "summary"] as const;

/** A kind of output of `test`. */
export type TestOutputKind = typeof TEST_OUTPUT_KINDS[number];

/** What the command line asks of `test`. */
export interface TestOptions {
  /** Rules, how they are converted, and what both commands have in common. */
  readonly convert: Options;
  /** Files and folders of events; empty to run the test files beside the rules. */
  readonly events: readonly string[];
  readonly eventFormat: EventFormat;
  /** Whose names the fields of events have. */
  readonly eventFields: TestFields;
  /** `undefined` to choose by where the output goes. */
  readonly to: TestOutputKind | undefined;
  /** Path of the JUnit report. */
  readonly junit: string | undefined;
  readonly coverage: boolean;
  /** Lowest share of rules with tests, in percent. */
  readonly coverageMin: number | undefined;
  readonly help: boolean;
}

type TestFlag = Omit<Flag, "group">;

const OWN_FLAGS = [
  {
    name: "events",
    short: "e",
    value: "PATH",
    help: [
      "Events to match: a file, a folder, or - for standard input;",
      "without it, the test files beside the rules are run",
    ],
  },
  {
    name: "event-format",
    value: "FORMAT",
    help: [
      "ndjson, json (arrays, or values one behind the other),",
      "windows (either, events of the event log), or auto (default)",
    ],
  },
  {
    name: "event-fields",
    value: "NAMES",
    help: [
      "sigma: field names of Sigma (default); insightidr: keys of",
      "InsightIDR, matched by the query that the rule is converted to",
    ],
  },
  {
    name: "to",
    short: "t",
    value: "KIND",
    help: [
      "ndjson: a line for each rule and event, or for each test",
      "summary: for people (default for tests and on a terminal)",
    ],
  },
  { name: "junit", value: "FILE", help: ["Also write the tests as JUnit XML"] },
  { name: "coverage", help: ["List the rules without tests"] },
  {
    name: "coverage-min",
    value: "PERCENT",
    help: ["Exit with 1 when a smaller share of the rules has tests"],
  },
] as const satisfies readonly TestFlag[];

type OwnName = typeof OWN_FLAGS[number]["name"];

/** Options of `convert` that mean the same here. */
const SHARED_NAMES: readonly string[] = ["out", "skip-unsupported", "workers", "quiet", "help"];
const NOT_SHARED_NAMES: readonly string[] = ["format", "correlation-method", "verify"];
const SHARED_GROUPS: readonly string[] = ["Conversion", "Input", "Selection"];

const SHARED_FLAGS: readonly Flag[] = (FLAGS as readonly Flag[]).filter(({ name, group }) =>
  SHARED_NAMES.includes(name) || SHARED_GROUPS.includes(group) && !NOT_SHARED_NAMES.includes(name)
);

/**
 * Reads the arguments of `test`.
 *
 * @param argv Arguments behind the name of the command
 * @throws {UsageError} For an option or a value that does not exist
 */
export function parseTestOptions(argv: readonly string[]): TestOptions {
  const { own, shared } = divide(argv);
  const convert = parseOptions(shared);
  const last = (name: OwnName): string | undefined => own.get(name)?.at(-1);
  const to = last("to");
  const minimum = last("coverage-min");
  const options: TestOptions = {
    convert,
    events: own.get("events") ?? [],
    eventFormat: oneOf(last("event-format") ?? "auto", EVENT_FORMATS, "--event-format"),
    eventFields: oneOf(last("event-fields") ?? "sigma", TEST_FIELDS, "--event-fields"),
    to: to === undefined ? undefined : oneOf(to, TEST_OUTPUT_KINDS, "--to"),
    junit: last("junit"),
    coverage: own.has("coverage") || minimum !== undefined,
    coverageMin: minimum === undefined ? undefined : parsePercent(minimum),
    help: convert.help,
  };
  if (!options.help) check(options, own);
  return options;
}

/** Takes the options of `test` from those that it shares with `convert`. */
function divide(
  argv: readonly string[],
): { readonly own: ReadonlyMap<OwnName, string[]>; readonly shared: readonly string[] } {
  const { tokens } = parseArgs({
    args: [...argv],
    options: parserOptions(),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const own = new Map<OwnName, string[]>();
  const shared: string[] = [];
  const inputs: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") inputs.push(token.value);
    if (token.kind !== "option") continue;
    const flag: (TestFlag & { name: OwnName }) | undefined = OWN_FLAGS
      .find(({ name }) => name === token.name);
    if (flag !== undefined) {
      own.set(flag.name, [...own.get(flag.name) ?? [], checkValue(flag, token.value)]);
      continue;
    }
    const known = SHARED_FLAGS.find(({ name }) => name === token.name);
    if (known === undefined) throw unknownOption(token.rawName);
    const value = checkValue(known, token.value);
    shared.push(known.value === undefined ? `--${known.name}` : `--${known.name}=${value}`);
  }
  return { own, shared: [...shared, "--", ...inputs] };
}

function parserOptions(): Record<string, { type: "string" | "boolean"; short?: string }> {
  return Object.fromEntries([...OWN_FLAGS, ...SHARED_FLAGS].map((flag: TestFlag) => {
    const type = flag.value === undefined ? "boolean" : "string";
    return [flag.name, flag.short === undefined ? { type } : { type, short: flag.short }];
  }));
}

function unknownOption(rawName: string): UsageError {
  const names = [...OWN_FLAGS, ...SHARED_FLAGS].map(({ name }) => `--${name}`);
  return new UsageError(`Unknown option "${rawName}" for test`, didYouMean(rawName, names));
}

function checkValue({ name, value: placeholder }: TestFlag, value: string | undefined): string {
  if (placeholder === undefined) {
    if (value !== undefined) throw new UsageError(`Option "--${name}" takes no value`);
    return "";
  }
  if (value === undefined || value === "") {
    throw new UsageError(`Option "--${name}" needs a value: ${placeholder}`);
  }
  return value;
}

function parsePercent(value: string): number {
  const percent = /^\d+(?:\.\d+)?%?$/.test(value) ? parseFloat(value) : NaN;
  if (percent <= 100) return percent;
  throw new UsageError(
    `Cannot use "${value}" as --coverage-min: expected a number from 0 to 100`,
  );
}

function check({ convert, events }: TestOptions, own: ReadonlyMap<OwnName, string[]>): void {
  const isMatching = events.length > 0;
  const misplaced: readonly OwnName[] = isMatching
    ? ["junit", "coverage", "coverage-min"]
    : ["event-format", "event-fields"];
  const found = misplaced.find((name) => own.has(name));
  if (found !== undefined) {
    throw new UsageError(
      isMatching
        ? `Options "--${found}" and "--events" exclude each other`
        : `Option "--${found}" needs --events`,
      isMatching ? "Without --events, the test files beside the rules are run" : undefined,
    );
  }
  if ([...convert.inputs, ...events].filter((input) => input === "-").length > 1) {
    throw new UsageError('Standard input "-" can be read only once');
  }
}

const HEAD = `sigma-leql test: matches rules against events

Usage:
  sigma-leql test RULES... --events PATH [options]
  sigma-leql test RULES... [options]

  With --events, says which rules match which events. Without, runs the test files
  beside the rules: NAME.test.yml says which events NAME.yml must match, and which not.
  RULES are rule files, .leql files, or folders of them.

Tests and events:
`;

const TAIL = `
Exit codes:
  0  every rule and event could be used, every test passed
  1  some rule or event could not, or some test failed
  2  wrong usage, or an input or output that cannot be used
`;

/** Returns the text of `test --help`. */
export function testHelp(): string {
  const own = OWN_FLAGS.flatMap((flag: TestFlag) => flagLines(flag));
  const shared = SHARED_FLAGS.flatMap((flag) => flagLines(flag));
  return `${HEAD}${own.join("\n")}\n\nAs for convert:\n${shared.join("\n")}\n${TAIL}`;
}
