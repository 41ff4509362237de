/**
 * What crosses between the main thread and workers that match events: plain data alone.
 *
 * @module
 */

import type { EventBatch } from "../match/events/batch.ts";
import type { BatchOutcome, MatchOptions } from "../match/match_batch.ts";
import type { LeqlVariables, MatchRule } from "../match/rules/match_rule.ts";

/** What a worker needs to know once. */
export interface MatchJob {
  readonly rules: readonly MatchRule[];
  readonly variables: LeqlVariables;
  readonly options: MatchOptions;
}

/** Messages to a worker: the job, then batches. */
export type ToMatchWorker =
  | { readonly type: "start"; readonly job: MatchJob }
  | { readonly type: "batch"; readonly id: number; readonly batch: EventBatch };

/** Messages from a worker: the answer to a batch, or, last of all, that it met a fault. */
export type FromMatchWorker =
  | { readonly type: "outcome"; readonly id: number; readonly outcome: BatchOutcome }
  | { readonly type: "crashed" };
