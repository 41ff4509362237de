import type { Engine } from "../../match/engine.ts";
import type { EventBatch } from "../../match/events/batch.ts";
import { type BatchOutcome, matchBatch } from "../../match/match_batch.ts";
import { autoWorkers } from "../../worker/auto_workers.ts";
import { Pool, POOL_DEPTH } from "../../worker/pool.ts";
import { workerUrl } from "../../worker/worker_url.ts";
import type { MatchJob } from "./match_job.ts";

/** Batches after which workers are started unasked: they must load and prepare the rules, too. */
const WORKER_BATCHES = 512;

/** Matches batches, in this thread or in workers. The outcomes are the same. */
export class EventMatcher {
  readonly #job: MatchJob;
  readonly #engine: Engine;
  readonly #workers: number;
  readonly #isAuto: boolean;
  readonly #url: URL;
  #pool: Pool<EventBatch, BatchOutcome, MatchJob> | undefined;
  #count = 0;

  /**
   * @param job Rules and options
   * @param engine Made of the same rules
   * @param workers Number of workers; `undefined`: none for few events, else by the machine
   * @param url Entry of the workers
   */
  constructor(
    job: MatchJob,
    engine: Engine,
    workers: number | undefined,
    url: URL = workerUrl("lib/cli/match/match_worker.ts"),
  ) {
    this.#job = job;
    this.#engine = engine;
    this.#isAuto = workers === undefined;
    this.#workers = workers ?? autoWorkers();
    this.#url = url;
  }

  /** Batches that may be under way at a time. */
  get capacity(): number {
    return Math.max(1, this.#workers * POOL_DEPTH);
  }

  /** Matches a batch. What a worker cannot do is done in this thread. */
  async run(batch: EventBatch): Promise<BatchOutcome> {
    this.#count++;
    if (this.#workers === 0 || this.#isAuto && this.#count <= WORKER_BATCHES) {
      return this.#matchHere(batch);
    }
    return await (this.#pool ??= this.#startPool()).run([batch]);
  }

  /** Ends the workers. */
  close(): void {
    this.#pool?.close();
  }

  #startPool(): Pool<EventBatch, BatchOutcome, MatchJob> {
    return new Pool({
      url: this.#url,
      size: this.#workers,
      job: this.#job,
      // Not transferred: should the worker end, the batch is needed again.
      pack: ([batch]) => ({ batch, transfer: [] }),
      doHere: async ([batch]) => await this.#matchHere(batch),
      doCrashed: async (batch) => await this.#matchHere(batch),
      merge: ([outcome]) => outcome,
    });
  }

  #matchHere(batch: EventBatch): BatchOutcome {
    return matchBatch(batch, this.#engine, this.#job.rules, this.#job.options);
  }
}
