import { EVENT_FORMATS, type EventFormat } from "../../match/events/event_batches.ts";
import { TEST_FIELDS, type TestFields } from "../../match/rule_tests/test_file.ts";
import type { CommandFlag, FlagName } from "../flags.ts";
import { oneOf } from "../option_values.ts";
import { type Options, parseOptions } from "../options.ts";
import { type FlagValues, toArguments } from "../parse_flags.ts";
import { parseSharedFlags, ruleFlags } from "../shared_flags.ts";
import { sharedHelp } from "../shared_help.ts";
import { UsageError } from "../usage_error.ts";

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
] as const satisfies readonly CommandFlag[];

type OwnName = typeof OWN_FLAGS[number]["name"];

/** Options of `convert` that mean the same here. */
const SHARED: readonly FlagName[] = [
  ...ruleFlags(["format", "correlation-method", "verify"]),
  "out",
  "skip-unsupported",
  "workers",
  "quiet",
  "help",
];

/**
 * Reads the arguments of `test`.
 *
 * @param argv Arguments behind the name of the command
 * @throws {UsageError} For an option or a value that does not exist
 */
export function parseTestOptions(argv: readonly string[]): TestOptions {
  const { own, shared, positionals } = parseSharedFlags<OwnName>(argv, "test", OWN_FLAGS, SHARED);
  const convert = parseOptions(toArguments(shared, positionals));
  const last = (name: OwnName): string | undefined => own[name]?.at(-1);
  const to = last("to");
  const minimum = last("coverage-min");
  const options: TestOptions = {
    convert,
    events: own.events ?? [],
    eventFormat: oneOf(last("event-format") ?? "auto", EVENT_FORMATS, "--event-format"),
    eventFields: oneOf(last("event-fields") ?? "sigma", TEST_FIELDS, "--event-fields"),
    to: to === undefined ? undefined : oneOf(to, TEST_OUTPUT_KINDS, "--to"),
    junit: last("junit"),
    coverage: own.coverage !== undefined || minimum !== undefined,
    coverageMin: minimum === undefined ? undefined : parsePercent(minimum),
    help: convert.help,
  };
  if (!options.help) check(options, own);
  return options;
}

function parsePercent(value: string): number {
  const percent = /^\d+(?:\.\d+)?%?$/.test(value) ? parseFloat(value) : NaN;
  if (percent <= 100) return percent;
  throw new UsageError(
    `Cannot use "${value}" as --coverage-min: expected a number from 0 to 100`,
  );
}

function check({ convert, events }: TestOptions, own: FlagValues<OwnName>): void {
  const isMatching = events.length > 0;
  const misplaced: readonly OwnName[] = isMatching
    ? ["junit", "coverage", "coverage-min"]
    : ["event-format", "event-fields"];
  const found = misplaced.find((name) => own[name] !== undefined);
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
`;

const TAIL = `Exit codes:
  0  every rule and event could be used, every test passed
  1  some rule or event could not, or some test failed
  2  wrong usage, or an input or output that cannot be used
`;

/** Returns the text of `test --help`. */
export function testHelp(): string {
  return sharedHelp(HEAD, OWN_FLAGS, SHARED, TAIL);
}
