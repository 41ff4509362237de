/**
 * Messages between a pool and its workers: plain data alone.
 *
 * @module
 */

/** All messages to a worker: the job, then batches. */
export type ToWorker<Job, Batch> =
  | { readonly type: "start"; readonly job: Job }
  | { readonly type: "batch"; readonly id: number; readonly batch: Batch };

/**
 * All messages from a worker: that it can take batches, the answer to a batch, and, last of all, that
 * it met a fault of the program.
 */
export type FromWorker<Output> =
  | { readonly type: "ready" }
  | { readonly type: "output"; readonly id: number; readonly output: Output }
  | { readonly type: "crashed"; readonly reason: string };
