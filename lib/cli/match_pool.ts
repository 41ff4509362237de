import type { EventBatch } from "../match/events/batch.ts";
import type { BatchOutcome } from "../match/match_batch.ts";
import type { FromMatchWorker, MatchJob, ToMatchWorker } from "./match_protocol.ts";

/** Where a program made by `bun build --compile` finds its modules. */
const BUNDLE_REGEXP = /\/\$bunfs\/|~BUN/;

/** Runs a batch in this thread. */
export type MatchHere = (batch: EventBatch) => BatchOutcome;

interface Task {
  readonly batch: EventBatch;
  readonly resolve: (outcome: BatchOutcome) => void;
  readonly reject: (error: unknown) => void;
}

interface Slot {
  readonly worker: Worker;
  /** What the worker holds, by number. */
  readonly tasks: Map<number, Task>;
}

/**
 * Workers that match batches. What a worker held that ends unexpectedly, or cannot start, is done in
 * this thread.
 */
export class MatchPool {
  readonly #here: MatchHere;
  readonly #slots: Slot[] = [];
  #next = 0;

  /**
   * @param size Number of workers
   * @param job What they work on
   * @param here Does the same in this thread
   * @param url Entry of the workers
   */
  constructor(size: number, job: MatchJob, here: MatchHere, url: URL = workerUrl()) {
    this.#here = here;
    const message: ToMatchWorker = { type: "start", job };
    for (let index = 0; index < size; index++) this.#start(url, message);
  }

  /** Matches a batch, in the worker that has least to do. */
  run(batch: EventBatch): Promise<BatchOutcome> {
    const [first, ...others] = this.#slots;
    if (first === undefined) return Promise.resolve().then(() => this.#here(batch));
    const slot = others.reduce((best, one) => one.tasks.size < best.tasks.size ? one : best, first);
    const { promise, resolve, reject } = Promise.withResolvers<BatchOutcome>();
    const id = this.#next++;
    slot.tasks.set(id, { batch, resolve, reject });
    // Not transferred: should the worker end, the batch is needed again.
    const message: ToMatchWorker = { type: "batch", id, batch };
    slot.worker.postMessage(message);
    return promise;
  }

  /** Ends the workers. */
  close(): void {
    for (const { worker, tasks } of this.#slots.splice(0)) {
      worker.terminate();
      for (const { reject } of tasks.values()) reject(new Error("The pool is closed"));
    }
  }

  #start(url: URL, message: ToMatchWorker): void {
    let worker: Worker;
    try {
      worker = new Worker(url, { type: "module" });
      worker.postMessage(message);
    } catch {
      return;
    }
    const slot: Slot = { worker, tasks: new Map() };
    worker.onmessage = ({ data }: MessageEvent<FromMatchWorker>) => {
      if (data.type === "crashed") return this.#giveUp(slot);
      const task = slot.tasks.get(data.id);
      slot.tasks.delete(data.id);
      task?.resolve(data.outcome);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#giveUp(slot);
    };
    worker.onmessageerror = () => this.#giveUp(slot);
    worker.addEventListener("close", () => this.#giveUp(slot));
    this.#slots.push(slot);
  }

  #giveUp(slot: Slot): void {
    const at = this.#slots.indexOf(slot);
    if (at < 0) return;
    this.#slots.splice(at, 1);
    slot.worker.terminate();
    for (const { batch, resolve, reject } of slot.tasks.values()) {
      try {
        resolve(this.#here(batch));
      } catch (error) {
        reject(error);
      }
    }
    slot.tasks.clear();
  }
}

function workerUrl(): URL {
  // In a Bun program this module is a part of its main file, at the root.
  if (BUNDLE_REGEXP.test(import.meta.url)) {
    return new URL("./lib/cli/match_worker.ts", import.meta.url);
  }
  return new URL("./match_worker.ts", import.meta.url);
}
