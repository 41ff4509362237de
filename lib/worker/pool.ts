import { WorkerSlot } from "./worker_slot.ts";

/** A batch as it is sent to a worker. */
export interface Packed {
  readonly batch: unknown;
  /** Parts of it that move instead of being copied. */
  readonly transfer: Transferable[];
}

/** How a pool is set up. */
export interface PoolOptions<Item, Output, Job> {
  /** Entry of the workers, which calls `serve`. */
  readonly url: URL | string;
  /** Number of workers, at least 1. */
  readonly size: number;
  /** The job, where it is known already; otherwise `begin` brings it. */
  readonly job?: Job;
  /**
   * True when this thread does a batch whenever all workers are busy. It saves time, and gives up
   * that an input which ends its thread costs itself alone.
   */
  readonly helpsHere?: boolean;
  /** Longest time in milliseconds that a worker may take for one batch. @default {300_000} */
  readonly timeout?: number;
  /** Makes what is sent of a batch; its items stay as they are. */
  readonly pack: (items: readonly Item[]) => Packed;
  /** Does a batch without a worker: for a place where none can start. */
  readonly doHere: (items: readonly Item[]) => Promise<Output>;
  /** Gives the output for an item whose worker ended unexpectedly. */
  readonly doCrashed: (item: Item, reason: string) => Promise<Output>;
  /** Joins the outputs of the parts of one batch, in order. */
  readonly merge: (outputs: readonly Output[]) => Output;
}

/** Work that waits for a worker or runs in one. */
export interface Task<Item, Output> {
  readonly items: readonly Item[];
  /** True for one item alone in a worker: should that one end, the item is to blame. */
  readonly isolated: boolean;
  resolve(output: Output): void;
  reject(error: unknown): void;
}

/** Batches that a worker holds at a time: one that runs and one that waits. */
export const POOL_DEPTH = 2;

const TIMEOUT = 300_000;

/**
 * Workers that do batches of items.
 *
 * A worker that ends unexpectedly is replaced, and its batch is done again item by item, so that the
 * item that ends a worker costs itself alone. Where no worker can start, batches are done in this
 * thread.
 */
export class Pool<Item, Output, Job> {
  readonly #options: PoolOptions<Item, Output, Job>;
  readonly #slots: WorkerSlot<Item, Output>[] = [];
  readonly #waiting: Task<Item, Output>[] = [];
  #job: Job | undefined;
  #mode: "workers" | "here" | "closed" = "workers";

  /** Starts the workers: they load what they need, and wait for the job. */
  constructor(options: PoolOptions<Item, Output, Job>) {
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
    return this.#options.size * POOL_DEPTH;
  }

  /** True when batches run in workers, false when none could start. */
  get usesWorkers(): boolean {
    return this.#mode === "workers";
  }

  /** Does a batch. */
  run(items: readonly Item[]): Promise<Output> {
    if (this.#mode === "here" || this.#helps()) return this.#options.doHere(items);
    return this.#queue(items, false);
  }

  /** Ends all workers. What still runs is given up: its promises fail. */
  close(): void {
    this.#mode = "closed";
    const tasks = this.#waiting.splice(0);
    for (const slot of this.#slots.splice(0)) tasks.push(...slot.end());
    for (const task of tasks) task.reject(new Error("The pool is closed"));
  }

  /** True when this thread should do the batch, since no worker can take it now. */
  #helps(): boolean {
    if (this.#options.helpsHere !== true || this.#waiting.length > 0) return false;
    return !this.#slots.some((slot) => slot.takes({ isolated: false }, POOL_DEPTH - 1));
  }

  #queue(items: readonly Item[], isolated: boolean): Promise<Output> {
    const { promise, resolve, reject } = Promise.withResolvers<Output>();
    this.#waiting.push({ items, isolated, resolve, reject });
    this.#dispatch();
    return promise;
  }

  #startSlot(): WorkerSlot<Item, Output> {
    const { url, timeout = TIMEOUT, pack } = this.#options;
    const slot = new WorkerSlot<Item, Output>(url, timeout, pack, {
      idle: () => this.#dispatch(),
      crashed: (slot, reason) => this.#replace(slot, reason),
    });
    if (this.#job !== undefined) slot.begin(this.#job);
    return slot;
  }

  /** Hands waiting tasks to workers, the emptiest worker first. */
  #dispatch(): void {
    for (let load = 0; load < POOL_DEPTH; load++) {
      for (const slot of this.#slots) {
        if (this.#waiting.length === 0) return;
        if (slot.takes(this.#waiting[0], load)) slot.run(this.#waiting.shift()!);
      }
    }
  }

  #replace(slot: WorkerSlot<Item, Output>, reason: string): void {
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

  #redo(task: Task<Item, Output>, reason: string): void {
    if (task.isolated) {
      this.#options.doCrashed(task.items[0], reason).then(task.resolve, task.reject);
    } else {
      const parts = task.items.map((item) => this.#queue([item], true));
      Promise.all(parts)
        .then((outputs) => this.#options.merge(outputs))
        .then(task.resolve, task.reject);
    }
  }

  #goOnHere(): void {
    this.#mode = "here";
    for (const { items, resolve, reject } of this.#waiting.splice(0)) {
      this.#options.doHere(items).then(resolve, reject);
    }
  }
}
