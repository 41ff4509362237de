import { type Diagnostic, formatDiagnostic } from "../diagnostic.ts";
import { Aggregation, type Counting } from "../match/aggregate.ts";
import type { EventBatch } from "../match/events/batch.ts";
import type { EventFault } from "../match/events/decode_event.ts";
import type { BatchOutcome } from "../match/match_batch.ts";
import { matchLines } from "../match/output/match_lines.ts";
import { matchSummary } from "../match/output/match_summary.ts";
import { faultLine } from "../match/output/rule_head.ts";
import { writeStderr } from "../runtime/stderr.ts";
import { isTerminal } from "../runtime/terminal.ts";
import { orderedMap } from "../stream/ordered_map.ts";
import { checkOutput } from "./check_output.ts";
import { type EventFile, findEventFiles, readEvents } from "./event_inputs.ts";
import { EventMatcher } from "./event_matcher.ts";
import { EXIT } from "./exit_code.ts";
import { type LoadedRules, loadRules } from "./match_rules.ts";
import { openRules } from "./rule_inputs.ts";
import type { TestOptions } from "./test_options.ts";
import { TextOutput } from "./text_output.ts";
import { UsageError } from "./usage_error.ts";

/** Most events that cannot be read of which each is told. */
const MAX_TOLD_FAULTS = 20;

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
  if (loaded.count === 0 && loaded.faults.length === 0) throw new UsageError("No rules found");
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

/** A batch of a file, or why the file cannot be read on. */
type Piece =
  | { readonly file: EventFile; readonly batch: EventBatch }
  | { readonly file: EventFile; readonly error: Error };

class MatchRun {
  readonly #options: TestOptions;
  readonly #loaded: LoadedRules;
  readonly #isSummary: boolean;
  readonly #output: TextOutput;
  readonly #lines: ReturnType<typeof matchLines>;
  readonly #aggregation: Aggregation;
  /** Matches of each rule. */
  readonly #counts: number[];
  readonly #ruleFaults: Diagnostic[] = [];
  #countings: readonly Counting[] = [];
  #events = 0;
  #matches = 0;
  #faults = 0;
  #unreadableFiles = 0;

  constructor(options: TestOptions, loaded: LoadedRules) {
    this.#options = options;
    this.#loaded = loaded;
    const { out, vars } = options.convert;
    const kind = options.to ??
      (out === undefined && isTerminal("stdout") ? "summary" : "ndjson");
    this.#isSummary = kind === "summary";
    this.#output = new TextOutput(out);
    this.#lines = matchLines(loaded.rules);
    this.#aggregation = new Aggregation(loaded.rules, vars);
    this.#counts = loaded.rules.map(() => 0);
  }

  async match(files: readonly EventFile[]): Promise<void> {
    for (const { rule, fault } of this.#loaded.faults) {
      this.#ruleFaults.push(fault);
      if (this.#isSummary) writeStderr(`${formatDiagnostic(fault, rule.path)}\n`);
      else await this.#output.write(faultLine(rule, fault));
    }
    const { convert: { vars, workers }, eventFormat, eventFields } = this.#options;
    const isWindows = eventFormat === "windows" ||
      eventFormat === "auto" && eventFields === "sigma";
    const { rules, engine } = this.#loaded;
    const job = { rules, variables: vars, options: { isWindows } };
    const matcher = new EventMatcher(job, engine, workers);
    const results = orderedMap(this.#pieces(files), matcher.capacity, async (piece) => {
      return { piece, outcome: "batch" in piece ? await matcher.run(piece.batch) : undefined };
    });
    try {
      for await (const { piece, outcome } of results) {
        if (outcome !== undefined) await this.#take(outcome, piece.file);
        else if ("error" in piece) this.#refuse(piece.error);
      }
    } finally {
      await matcher.close();
    }
  }

  async *#pieces(files: readonly EventFile[]): AsyncGenerator<Piece> {
    for (const file of files) {
      try {
        for await (const batch of readEvents(file, { format: this.#options.eventFormat })) {
          yield { file, batch };
        }
      } catch (error) {
        yield { file, error: error instanceof Error ? error : new Error(String(error)) };
      }
    }
  }

  async #take(outcome: BatchOutcome, { path, file }: EventFile): Promise<void> {
    const { events, matches, counted, faults } = outcome;
    this.#events += events;
    this.#matches += matches.length;
    for (const { rule } of matches) this.#counts[rule]++;
    this.#aggregation.add(counted);
    for (const fault of faults) this.#tell(fault, path);
    if (this.#isSummary || matches.length === 0) return;
    await this.#output.write(this.#lines.matches(matches, path));
    // A stream may be watched while it grows.
    if (file === undefined) await this.#output.flush();
  }

  #tell({ line, diagnostic }: EventFault, path: string): void {
    if (++this.#faults > MAX_TOLD_FAULTS) return;
    writeStderr(`${formatDiagnostic({ ...diagnostic, line }, path)}\n`);
  }

  #refuse({ message }: Error): void {
    this.#unreadableFiles++;
    writeStderr(`Error: ${message} [io-read]\n`);
  }

  async finish(): Promise<void> {
    this.#countings = this.#aggregation.results();
    const { rules } = this.#loaded;
    for (const { groups, rule } of this.#countings) {
      if (Array.isArray(groups)) continue;
      const fault = groups as Diagnostic;
      this.#ruleFaults.push(fault);
      if (this.#isSummary) writeStderr(`${formatDiagnostic(fault, rules[rule].path)}\n`);
    }
    await this.#output.write(
      this.#isSummary
        ? matchSummary(rules, this.#counts, this.#countings)
        : this.#lines.countings(this.#countings),
    );
    await this.#output.commit();
  }

  discard(): void {
    this.#output.discard();
  }

  summary(time: number): string {
    const seconds = Math.max(time, 1) / 1000;
    const rate = Math.round(this.#events / seconds);
    const found = this.#loaded.rules.filter((_, rule) =>
      this.#counts[rule] > 0 ||
      this.#countings.some((one) =>
        one.rule === rule && Array.isArray(one.groups) && one.groups.length > 0
      )
    );
    const lines = [
      `${plural(this.#events, "event")} in ${seconds.toFixed(2)} s (${number(rate)} a second): ` +
      `${plural(this.#matches, "match", "matches")} of ${number(found.length)} of ` +
      `${plural(this.#loaded.count, "rule")}`,
    ];
    if (this.#faults > 0) lines.push(row(this.#faults, "events could not be read"));
    const told = Math.max(0, this.#faults - MAX_TOLD_FAULTS);
    if (told > 0) lines.push(row(told, "of them are not told above"));
    if (this.#ruleFaults.length > 0) {
      lines.push(row(this.#ruleFaults.length, "rules could not be evaluated, or not all of them"));
    }
    if (this.#unreadableFiles > 0) {
      lines.push(row(this.#unreadableFiles, "files of events could not be read to their end"));
    }
    return `${lines.join("\n")}\n`;
  }

  get exitCode(): number {
    if (this.#unreadableFiles > 0) return EXIT.usage;
    const { skipUnsupported } = this.#options.convert;
    const isFailed = this.#ruleFaults.some(({ severity }) =>
      !(skipUnsupported && severity === "unsupported")
    );
    return isFailed || this.#faults > 0 ? EXIT.failed : EXIT.ok;
  }
}

function row(count: number, text: string): string {
  return `${number(count).padStart(9)}  ${text}`;
}

function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** Digits in groups of three. */
function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
