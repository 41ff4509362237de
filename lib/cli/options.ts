import type { Format } from "../compile.ts";
import type { Choices, EvidenceGrade } from "../mappings/table.ts";
import { EVIDENCE_GRADES } from "../mappings/used_evidence.ts";
import type { FilterMode } from "../sigma/apply_filter.ts";
import type { Selection } from "../sigma/selection.ts";
import type { OutputKind } from "../worker/protocol.ts";
import { type FlagName, FLAGS, FORMAT_NAMES, OUTPUT_KINDS } from "./flags.ts";
import { choiceFlag, parseChoices } from "./choice_flags.ts";
import { oneOf, parseVars, splitList, type Values } from "./option_values.ts";
import { parseFlags } from "./parse_flags.ts";
import { parseSelection } from "./parse_selection.ts";
import { UsageError } from "./usage_error.ts";

/** Most workers that may be asked for. */
const MAX_WORKERS = 256;

/** What the command line asks for, checked. */
export interface Options {
  readonly inputs: readonly string[];
  readonly formats: readonly Format[];
  /** Names and files, the winning one last. */
  readonly mappings: readonly string[];
  readonly withoutMapping: boolean;
  /** Values of the mapping table's choices, by name; not checked yet. */
  readonly choices: Choices;
  readonly minEvidence: EvidenceGrade;
  /** Pipeline files and folders, in the order given. */
  readonly pipelines: readonly string[];
  /** Files and folders of filters. */
  readonly filters: readonly string[];
  readonly filterMode: FilterMode;
  /** Values of placeholders, by name. */
  readonly vars: Readonly<Record<string, readonly string[]>>;
  readonly varsFiles: readonly string[];
  readonly placeholders: "error" | "leql-variable";
  readonly negation: "prefix" | "inline";
  readonly verify: boolean;
  readonly selection: Selection;
  readonly idFiles: readonly string[];
  /** Globs; empty for the default. */
  readonly filePatterns: readonly string[];
  /** Globs of files to leave out. */
  readonly excludes: readonly string[];
  readonly to: OutputKind;
  /** Path, or `undefined` for standard output. */
  readonly out: string | undefined;
  /** Number of workers, or `undefined` to choose by the machine. */
  readonly workers: number | undefined;
  /** Whether a tree loses the files of rules that are gone. */
  readonly prune: boolean;
  readonly skipUnsupported: boolean;
  readonly quiet: boolean;
  readonly progress: boolean;
  readonly version: boolean;
  readonly help: boolean;
}

const FILTER_MODES = ["and", "and-not"] as const;
const PLACEHOLDER_MODES = ["error", "leql-variable"] as const;
const NEGATIONS = ["prefix", "inline"] as const;

/** Names that sigma-cli's users know. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["--without-pipeline", "--without-mapping"],
  ["--output", "--out"],
]);

/**
 * Reads the arguments of `convert`.
 *
 * @param argv Arguments behind the name of the command
 * @throws {UsageError} For an option or a value that does not exist
 */
export function parseOptions(argv: readonly string[]): Options {
  const { values, inputs } = parseFlags<FlagName>(
    argv.map((argument) => ALIASES.get(argument) ?? argument),
    FLAGS,
  );
  const to = oneOf(values.to?.at(-1) ?? "ndjson", OUTPUT_KINDS, "--to");
  const out = values.out?.at(-1);
  const options: Options = {
    inputs,
    formats: parseFormats(values.format ?? []),
    mappings: splitList(values.mapping ?? [], "--mapping"),
    withoutMapping: values["without-mapping"] !== undefined,
    choices: parseChoices(values),
    minEvidence: oneOf(
      values["min-evidence"]?.at(-1) ?? "inferred",
      EVIDENCE_GRADES,
      "--min-evidence",
    ),
    pipelines: values.pipeline ?? [],
    filters: values.filter ?? [],
    filterMode: oneOf(values["filter-mode"]?.at(-1) ?? "and", FILTER_MODES, "--filter-mode"),
    vars: parseVars(values.var ?? []),
    varsFiles: values["vars-file"] ?? [],
    placeholders: oneOf(
      values.placeholders?.at(-1) ?? "error",
      PLACEHOLDER_MODES,
      "--placeholders",
    ),
    negation: oneOf(values.negation?.at(-1) ?? "prefix", NEGATIONS, "--negation"),
    verify: values.verify !== undefined,
    selection: parseSelection(values),
    idFiles: values["id-file"] ?? [],
    filePatterns: values["file-pattern"] ?? [],
    excludes: values.exclude ?? [],
    to,
    out: out === "-" ? undefined : out,
    workers: parseWorkers(values.workers?.at(-1)),
    prune: values.prune !== undefined,
    skipUnsupported: values["skip-unsupported"] !== undefined,
    quiet: values.quiet !== undefined,
    progress: values["no-progress"] === undefined && values.quiet === undefined,
    version: values.version !== undefined,
    help: values.help !== undefined,
  };
  if (!options.help && !options.version) check(options, values);
  return options;
}

function check(options: Options, values: Values): void {
  if (options.inputs.length === 0) {
    throw new UsageError("No input given", "Name a rule file, a folder, or - for standard input");
  }
  if (options.inputs.filter((input) => input === "-").length > 1) {
    throw new UsageError('Standard input "-" can be read only once');
  }
  if (options.to === "tree" && options.out === undefined) {
    throw new UsageError('Output "tree" needs a folder', "Give one with --out PATH");
  }
  if (options.prune && options.to !== "tree") {
    throw new UsageError('Option "--prune" removes files of a tree alone', "Give --to tree, too");
  }
  const [choice] = Object.keys(options.choices);
  if (options.withoutMapping && choice !== undefined) {
    throw new UsageError(
      `Options "${choiceFlag(choice)}" and "--without-mapping" exclude each other`,
    );
  }
  if (options.withoutMapping && options.mappings.length > 0) {
    throw new UsageError('Options "--mapping" and "--without-mapping" exclude each other');
  }
  oneOf(values["correlation-method"]?.at(-1) ?? "default", ["default"], "--correlation-method");
  oneOf(values.encoding?.at(-1)?.toLowerCase() ?? "utf-8", ["utf-8", "utf8"], "--encoding");
  if (options.skipUnsupported && values["fail-unsupported"] !== undefined) {
    throw new UsageError(
      'Options "--skip-unsupported" and "--fail-unsupported" exclude each other',
    );
  }
}

function parseFormats(given: readonly string[]): readonly Format[] {
  const names = splitList(given, "--format");
  if (names.length === 0) return ["default"];
  if (names.includes("all")) return FORMAT_NAMES;
  const chosen = names.map((name) => oneOf(name, FORMAT_NAMES, "--format", ["all"]));
  return FORMAT_NAMES.filter((name) => chosen.includes(name));
}

function parseWorkers(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const count = /^\d+$/.test(value) ? Number(value) : NaN;
  if (!(count <= MAX_WORKERS)) {
    throw new UsageError(
      `Cannot use "${value}" as --workers: expected a number from 0 to ${MAX_WORKERS}`,
    );
  }
  return count;
}
