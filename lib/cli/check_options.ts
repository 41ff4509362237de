import { ISSUE_SEVERITIES, type IssueSeverity } from "../check/issue.ts";
import { parseArgs } from "../runtime/parse_args.ts";
import { didYouMean } from "../suggest.ts";
import { UsageError } from "./usage_error.ts";

/** Kinds of output of `check`. */
export const CHECK_OUTPUT_KINDS = ["text", "ndjson", "sarif"] as const;

/** A kind of output of `check`. */
export type CheckOutputKind = typeof CHECK_OUTPUT_KINDS[number];

const LEQL_TARGETS = ["search", "detection"] as const;

/** One option of `check`: parser and help are made from the same table. */
interface CheckFlag {
  readonly name: string;
  readonly short?: string;
  readonly value?: string;
  readonly help: readonly string[];
}

const FLAGS = [
  {
    name: "validators",
    short: "c",
    value: "FILE",
    help: ["Which validators run, in pySigma's format (default: all)"],
  },
  {
    name: "exclude-validator",
    short: "x",
    value: "NAME",
    help: ["A validator to leave out; several with commas, or repeated"],
  },
  {
    name: "target",
    value: "TARGET",
    help: [
      "Where .leql files are to run: search or detection",
      "(default: detection for queries with from(), search for others)",
    ],
  },
  {
    name: "to",
    short: "t",
    value: "KIND",
    help: ["text (default), ndjson, or sarif for code hosts"],
  },
  {
    name: "out",
    short: "o",
    value: "PATH",
    help: ["File to write (default: standard output)"],
  },
  {
    name: "fail-on",
    value: "SEVERITY",
    help: ["error (default), warning or note: exit with 1 from this severity on"],
  },
  {
    name: "file-pattern",
    short: "P",
    value: "GLOB",
    help: ["Files to take from folders (default: *.yml, *.yaml, *.leql)"],
  },
  { name: "exclude", value: "GLOB", help: ["Files to leave out of folders"] },
  { name: "quiet", short: "q", help: ["No summary"] },
  { name: "help", short: "h", help: ["Print this help"] },
] as const satisfies readonly CheckFlag[];

type FlagName = typeof FLAGS[number]["name"];

/** What the command line asks of `check`. */
export interface CheckOptions {
  readonly inputs: readonly string[];
  /** Path of the configuration. */
  readonly validators: string | undefined;
  readonly excluded: readonly string[];
  /** Where queries are to run, or `undefined` to tell by the query. */
  readonly target: "search" | "detection" | undefined;
  readonly to: CheckOutputKind;
  /** Path, or `undefined` for standard output. */
  readonly out: string | undefined;
  readonly failOn: IssueSeverity;
  /** Globs; empty for the default. */
  readonly filePatterns: readonly string[];
  /** Globs of files to leave out. */
  readonly excludes: readonly string[];
  readonly quiet: boolean;
  readonly help: boolean;
}

/**
 * Reads the arguments of `check`.
 *
 * @param argv Arguments behind the name of the command
 * @throws {UsageError} For an option or a value that does not exist
 */
export function parseCheckOptions(argv: readonly string[]): CheckOptions {
  const { values, inputs } = parseFlags(argv);
  const help = values.has("help");
  if (!help && inputs.length === 0) {
    throw new UsageError(
      "No input given",
      "Name a file of rules or queries, a folder, or - for standard input",
    );
  }
  const out = values.get("out")?.at(-1);
  const target = values.get("target")?.at(-1);
  return {
    inputs,
    validators: values.get("validators")?.at(-1),
    excluded: (values.get("exclude-validator") ?? []).flatMap((list) =>
      list.split(",").map((name) => name.trim()).filter((name) => name !== "")
    ),
    target: target === undefined ? undefined : oneOf("target", target, LEQL_TARGETS),
    to: oneOf("to", values.get("to")?.at(-1) ?? "text", CHECK_OUTPUT_KINDS),
    out: out === "-" ? undefined : out,
    failOn: oneOf("fail-on", values.get("fail-on")?.at(-1) ?? "error", ISSUE_SEVERITIES),
    filePatterns: values.get("file-pattern") ?? [],
    excludes: values.get("exclude") ?? [],
    quiet: values.has("quiet"),
    help,
  };
}

function parseFlags(
  argv: readonly string[],
): { values: ReadonlyMap<FlagName, string[]>; inputs: string[] } {
  const flags: readonly (CheckFlag & { name: FlagName })[] = FLAGS;
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(flags.map(({ name, short, value }) => {
      const type = value === undefined ? "boolean" as const : "string" as const;
      return [name, short === undefined ? { type } : { type, short }];
    })),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<FlagName, string[]>();
  const inputs: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") inputs.push(token.value);
    if (token.kind !== "option") continue;
    const flag = flags.find(({ name }) => name === token.name);
    if (flag === undefined) {
      const known = flags.map(({ name }) => `--${name}`);
      throw new UsageError(
        `Unknown option "${token.rawName}" for check`,
        didYouMean(token.rawName, known),
      );
    }
    values.set(flag.name, [...values.get(flag.name) ?? [], checkValue(flag, token.value)]);
  }
  return { values, inputs };
}

function checkValue({ name, value: placeholder }: CheckFlag, value: string | undefined): string {
  if (placeholder === undefined) {
    if (value !== undefined) throw new UsageError(`Option "--${name}" takes no value`);
    return "";
  }
  if (value === undefined || value === "") {
    throw new UsageError(`Option "--${name}" needs a value: ${placeholder}`);
  }
  return value;
}

function oneOf<T extends string>(flag: FlagName, value: string, known: readonly T[]): T {
  const found = known.find((name) => name === value);
  if (found !== undefined) return found;
  throw new UsageError(
    `Unknown value "${value}" for --${flag}`,
    didYouMean(value, known) ?? `Known are ${known.join(", ")}`,
  );
}

const HEAD = `sigma-leql check: looks for faults in Sigma rules and LEQL queries

Usage:
  sigma-leql check [options] INPUT...

Options:
`;

const TAIL = `
Exit codes:
  0  nothing was found from the severity of --fail-on on
  1  something was
  2  wrong usage, or an input or output that cannot be used
`;

/** Widest option that shares its line with its description. */
const COLUMN = 30;

/** Returns the text of `check --help`. */
export function checkHelp(): string {
  const lines = (FLAGS as readonly CheckFlag[]).flatMap(({ name, short, value, help }) => {
    const letter = short === undefined ? "    " : `-${short}, `;
    const option = `  ${letter}--${name}${value === undefined ? "" : ` ${value}`}`;
    return help.map((line, at) => `${(at === 0 ? option : "").padEnd(COLUMN + 2)}  ${line}\n`);
  });
  return HEAD + lines.join("") + TAIL;
}
