import type { BatchItem, BatchOutput, Job } from "./protocol.ts";
import { mergeOutputs } from "./merge_outputs.ts";
import { WorkerSlot } from "./worker_slot.ts";

/** How a pool is set up. */
export interface PoolOptions {
  /** Entry of the workers. */
  readonly url: URL | string;
  /** Number of workers, at least 1. */
  readonly size: number;
  /** The job, where it is known already; otherwise `begin` brings it. */
  readonly job?: Job;
  /**
   * True when this thread converts a batch whenever all workers are busy. It saves time, and
   * gives up that an input which ends its thread costs itself alone.
   */
  readonly helpsHere?: boolean;
  /** Longest time in milliseconds that a worker may take for one batch. */
  readonly timeout: number;
  /** Converts a batch without a worker: for a place where none can start. */
  readonly convertHere: (items: readonly BatchItem[]) => Promise<BatchOutput>;
  /** Renders an item whose worker ended unexpectedly. */
  readonly convertCrashed: (item: BatchItem, reason: string) => Promise<BatchOutput>;
}

/** Work that waits for a worker or runs in one. */
export interface Task {
  readonly items: readonly BatchItem[];
  /** True for one item alone in a worker: should that one end, the item is to blame. */
  readonly isolated: boolean;
  resolve(output: BatchOutput): void;
  reject(error: unknown): void;
}

/** Batches that a worker holds at a time: one that runs and one that waits. */
const DEPTH = 2;

/** Stands between the queries of two items in a text. */
const NEWLINE = new Uint8Array([10]);

/**
 * Workers that convert batches.
 *
 * A worker that ends unexpectedly is replaced, and its batch is converted
 * again item by item, so that the item that ends a worker costs itself alone.
 * Where no worker can start, batches are converted in this thread.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #slots: WorkerSlot[] = [];
  readonly #waiting: Task[] = [];
  #job: Job | undefined;
  #mode: "workers" | "here" | "closed" = "workers";

  /** Starts the workers: they load what they need, and wait for the job. */
  constructor(options: PoolOptions) {
    this.#options = options;
    this.#job = options.job;
    for (let index = 0; index < options.size; index++) this.#slots.push(this.#startSlot());
  }

  /** Gives the workers their job; from now on batches may be handed in. */
  begin(job: Job): void {
    this.#job = job;
    for (const slot of this.#slots) slot.begin(job);
  }

  /** Batches that keep all workers busy. */
  get capacity(): number {
    return this.#options.size * DEPTH;
  }

  /** True when batches run in workers, false when none could start. */
  get usesWorkers(): boolean {
    return this.#mode === "workers";
  }

  /** Converts a batch. */
  run(items: readonly BatchItem[]): Promise<BatchOutput> {
    if (this.#mode === "here" || this.#helps(items)) return this.#options.convertHere(items);
    return this.#queue(items, false);
  }

  /** Ends all workers. What still runs is given up: its promises fail. */
  close(): void {
    this.#mode = "closed";
    const tasks = this.#waiting.splice(0);
    for (const slot of this.#slots.splice(0)) tasks.push(...slot.end());
    for (const task of tasks) task.reject(new Error("The pool is closed"));
  }

  /** True when this thread should convert the batch, since no worker can take it now. */
  #helps(items: readonly BatchItem[]): boolean {
    if (this.#options.helpsHere !== true || this.#waiting.length > 0) return false;
    return !this.#slots.some((slot) => slot.takes({ items, isolated: false }, DEPTH - 1));
  }

  #queue(items: readonly BatchItem[], isolated: boolean): Promise<BatchOutput> {
    const { promise, resolve, reject } = Promise.withResolvers<BatchOutput>();
    this.#waiting.push({ items, isolated, resolve, reject });
    this.#dispatch();
    return promise;
  }

  #startSlot(): WorkerSlot {
    const { url, timeout } = this.#options;
    const slot = new WorkerSlot(url, timeout, {
      idle: () => this.#dispatch(),
      crashed: (slot, reason) => this.#replace(slot, reason),
    });
    if (this.#job !== undefined) slot.begin(this.#job);
    return slot;
  }

  /** Hands waiting tasks to workers, the emptiest worker first. */
  #dispatch(): void {
    for (let load = 0; load < DEPTH; load++) {
      for (const slot of this.#slots) {
        if (this.#waiting.length === 0) return;
        if (slot.takes(this.#waiting[0], load)) slot.run(this.#waiting.shift()!);
      }
    }
  }

  #replace(slot: WorkerSlot, reason: string): void {
    const [running, ...others] = slot.end();
    this.#slots.splice(this.#slots.indexOf(slot), 1);
    this.#waiting.unshift(...others);
    if (slot.isReady) {
      this.#slots.push(this.#startSlot());
      if (running !== undefined) this.#redo(running, reason);
    } else if (this.#slots.length === 0) {
      this.#goOnHere();
    }
    this.#dispatch();
  }

  #redo(task: Task, reason: string): void {
    if (task.isolated) {
      this.#options.convertCrashed(task.items[0], reason).then(task.resolve, task.reject);
    } else {
      const parts = task.items.map((item) => this.#queue([item], true));
      const separator = this.#job?.to === "text" ? NEWLINE : undefined;
      Promise.all(parts)
        .then((outputs) => mergeOutputs(outputs, separator))
        .then(task.resolve, task.reject);
    }
  }

  #goOnHere(): void {
    this.#mode = "here";
    for (const { items, resolve, reject } of this.#waiting.splice(0)) {
      this.#options.convertHere(items).then(resolve, reject);
    }
  }
}
