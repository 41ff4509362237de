/**
 * Entry of a worker that holds batches of events against rules.
 *
 * @module
 */

import { prepareEngine } from "../match/engine.ts";
import { matchBatch } from "../match/match_batch.ts";
import type { FromMatchWorker, MatchJob, ToMatchWorker } from "./match_protocol.ts";

/** The worker's end of the line. */
interface Port {
  onmessage: ((event: MessageEvent<ToMatchWorker>) => void) | null;
  postMessage(message: FromMatchWorker): void;
}

const port = globalThis as unknown as Port;

let match: ((batch: Parameters<typeof matchBatch>[0]) => ReturnType<typeof matchBatch>) | undefined;

function prepare({ rules, variables, options }: MatchJob): void {
  const { engine } = prepareEngine(rules, { variables });
  match = (batch) => matchBatch(batch, engine, rules, options);
}

port.onmessage = ({ data }) => {
  try {
    if (data.type === "start") prepare(data.job);
    else port.postMessage({ type: "outcome", id: data.id, outcome: match!(data.batch) });
  } catch {
    // Left to the runtime, an error would show its stack. The batch is done again elsewhere.
    port.postMessage({ type: "crashed" });
  }
};
