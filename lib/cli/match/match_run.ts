import { formatDiagnostic } from "../../diagnostic.ts";
import { Aggregation, type Counting } from "../../match/aggregate.ts";
import type { EventBatch } from "../../match/events/batch.ts";
import type { EventFault } from "../../match/events/decode_event.ts";
import type { BatchOutcome } from "../../match/match_batch.ts";
import { matchLines } from "../../match/output/match_lines.ts";
import { matchSummary } from "../../match/output/match_summary.ts";
import { faultLine } from "../../match/output/rule_head.ts";
import { isTerminal, writeStderr } from "../../runtime/process.ts";
import { orderedMap } from "../../stream/ordered_map.ts";
import { type EventFile, readEvents } from "./event_inputs.ts";
import { EventMatcher } from "./event_matcher.ts";
import { EXIT } from "../exit_code.ts";
import { matchReport } from "./match_report.ts";
import type { LoadedRules, RuleFault } from "./match_rules.ts";
import type { TestOptions } from "./test_options.ts";
import { TextOutput } from "../text_output.ts";

/** Most events that cannot be read of which each is told. */
const MAX_TOLD_FAULTS = 20;

/** A batch of a file, or why the file cannot be read on. */
type Piece =
  | { readonly file: EventFile; readonly batch: EventBatch }
  | { readonly file: EventFile; readonly error: Error };

/** Holds files of events against rules, and writes what matches. */
export class MatchRun {
  readonly #options: TestOptions;
  readonly #loaded: LoadedRules;
  readonly #isSummary: boolean;
  readonly #output: TextOutput;
  readonly #lines: ReturnType<typeof matchLines>;
  readonly #aggregation: Aggregation;
  /** Matches of each rule. */
  readonly #counts: number[];
  readonly #ruleFaults: RuleFault[] = [];
  #countings: readonly Counting[] = [];
  #events = 0;
  #matches = 0;
  #faults = 0;
  #brokenFiles = 0;

  /**
   * @param options What the command line asks for
   * @param loaded The rules
   */
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

  /**
   * Matches all events.
   *
   * @throws {ClosedPipe | OutputError}
   */
  async match(files: readonly EventFile[]): Promise<void> {
    for (const fault of this.#loaded.faults) await this.#tellRule(fault);
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
      matcher.close();
    }
  }

  async *#pieces(files: readonly EventFile[]): AsyncGenerator<Piece> {
    for (const file of files) {
      try {
        for await (const batch of readEvents(file, this.#options.eventFormat)) {
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

  async #tellRule(found: RuleFault): Promise<void> {
    const { rule, fault } = found;
    this.#ruleFaults.push(found);
    if (this.#isSummary) writeStderr(`${formatDiagnostic(fault, rule.path)}\n`);
    else await this.#output.write(faultLine(rule, fault));
  }

  #tell({ line, diagnostic }: EventFault, path: string): void {
    if (++this.#faults > MAX_TOLD_FAULTS) return;
    writeStderr(`${formatDiagnostic({ ...diagnostic, line }, path)}\n`);
  }

  #refuse({ message }: Error): void {
    this.#brokenFiles++;
    writeStderr(`Error: ${message} [io-read]\n`);
  }

  /**
   * Writes what is known at the end alone.
   *
   * @throws {ClosedPipe | OutputError}
   */
  async finish(): Promise<void> {
    this.#countings = this.#aggregation.results();
    const { rules } = this.#loaded;
    for (const { groups, rule } of this.#countings) {
      if ("code" in groups) await this.#tellRule({ rule: rules[rule], fault: groups });
    }
    await this.#output.write(
      this.#isSummary
        ? matchSummary(rules, this.#counts, this.#countings)
        : this.#lines.countings(this.#countings),
    );
    await this.#output.commit();
  }

  /** Gives the output up. */
  discard(): void {
    this.#output.discard();
  }

  /** The summary for people; `time` in milliseconds. */
  summary(time: number): string {
    const matching = new Set(this.#counts.flatMap((count, rule) => count > 0 ? rule : []));
    for (const { rule, groups } of this.#countings) {
      if (Array.isArray(groups) && groups.length > 0) matching.add(rule);
    }
    const counts = {
      events: this.#events,
      matches: this.#matches,
      rules: this.#loaded.count,
      correlations: this.#loaded.correlations,
      matching: matching.size,
      faultyRules: new Set(this.#ruleFaults.map(({ rule }) => `${rule.rule} ${rule.path}`)).size,
      faultyEvents: this.#faults,
      toldEvents: Math.min(this.#faults, MAX_TOLD_FAULTS),
      brokenFiles: this.#brokenFiles,
    };
    return matchReport(counts, time);
  }

  /** The exit code of the run. */
  get exitCode(): number {
    if (this.#brokenFiles > 0) return EXIT.usage;
    const { skipUnsupported } = this.#options.convert;
    const isFailed = this.#ruleFaults.some(({ fault: { severity } }) =>
      !(skipUnsupported && severity === "unsupported")
    );
    return isFailed || this.#faults > 0 ? EXIT.failed : EXIT.ok;
  }
}
