import type { Engine } from "../match/engine.ts";
import type { EventBatch } from "../match/events/batch.ts";
import { type BatchOutcome, matchBatch } from "../match/match_batch.ts";
import { cpuCount } from "../runtime/cpu_count.ts";
import type { MatchPool } from "./match_pool.ts";
import type { MatchJob } from "./match_protocol.ts";

/** Batches after which workers are started unasked: they must load and prepare the rules, too. */
const WORKER_BATCHES = 512;

/** Fewest processors with which workers are started unasked; see `converter.ts`. */
const WORKER_PROCESSORS = 3;

/** Most workers that are started unasked. */
const MAX_AUTO_WORKERS = 8;

/** Batches that a worker holds at a time: one that runs and one that waits. */
const DEPTH = 2;

/** Matches batches, in this thread or in workers. The outcomes are the same. */
export class EventMatcher {
  readonly #job: MatchJob;
  readonly #engine: Engine;
  readonly #workers: number;
  readonly #isAuto: boolean;
  #pool: Promise<MatchPool> | undefined;
  #count = 0;

  /**
   * @param job Rules and options
   * @param engine Made of the same rules
   * @param workers Number of workers; `undefined`: none for few events, else by the machine
   */
  constructor(job: MatchJob, engine: Engine, workers: number | undefined) {
    this.#job = job;
    this.#engine = engine;
    this.#isAuto = workers === undefined;
    const processors = cpuCount();
    const unasked = processors < WORKER_PROCESSORS ? 0 : Math.min(processors - 1, MAX_AUTO_WORKERS);
    this.#workers = workers ?? unasked;
  }

  /** Batches that may be under way at a time. */
  get capacity(): number {
    return Math.max(1, this.#workers * DEPTH);
  }

  /** Matches a batch. */
  async run(batch: EventBatch): Promise<BatchOutcome> {
    this.#count++;
    if (this.#workers === 0 || this.#isAuto && this.#count <= WORKER_BATCHES) {
      return this.#here(batch);
    }
    this.#pool ??= import("./match_pool.ts").then(({ MatchPool }) =>
      new MatchPool(this.#workers, this.#job, (batch) => this.#here(batch))
    );
    return (await this.#pool).run(batch);
  }

  /** Ends the workers. */
  async close(): Promise<void> {
    (await this.#pool)?.close();
  }

  #here(batch: EventBatch): BatchOutcome {
    return matchBatch(batch, this.#engine, this.#job.rules, this.#job.options);
  }
}
