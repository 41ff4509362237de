/**
 * Entry of a worker that holds batches of events against rules.
 *
 * @module
 */

import { prepareEngine } from "../../match/engine.ts";
import type { EventBatch } from "../../match/events/batch.ts";
import { type BatchOutcome, matchBatch } from "../../match/match_batch.ts";
import { serve, type WorkerPort } from "../../worker/serve.ts";
import type { MatchJob } from "./match_job.ts";

serve(
  globalThis as unknown as WorkerPort<MatchJob, EventBatch, BatchOutcome>,
  ({ rules, variables, options }) => {
    const { engine } = prepareEngine(rules, { variables });
    return (batch) => ({ output: matchBatch(batch, engine, rules, options), transfer: [] });
  },
);
