import type { FromWorker, ToWorker } from "./messages.ts";

/** The worker's end of the line. */
export interface WorkerPort<Job, Batch, Output> {
  onmessage: ((event: MessageEvent<ToWorker<Job, Batch>>) => void) | null;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
  postMessage(message: FromWorker<Output>, transfer: Transferable[]): void;
}

/** What a batch became, and which parts of it move instead of being copied. */
export interface Answer<Output> {
  readonly output: Output;
  readonly transfer: Transferable[];
}

/** Does the work of one batch. */
export type DoBatch<Batch, Output> = (batch: Batch) => Answer<Output> | Promise<Answer<Output>>;

/**
 * Answers the messages of a pool, one by one.
 *
 * @param port The worker's end of the line
 * @param prepare Makes what does the batches of a job
 */
export function serve<Job, Batch, Output>(
  port: WorkerPort<Job, Batch, Output>,
  prepare: (job: Job) => DoBatch<Batch, Output> | Promise<DoBatch<Batch, Output>>,
): void {
  const crash = (error: unknown): void => {
    port.postMessage({ type: "crashed", reason: String(error) }, []);
  };
  let doBatch: DoBatch<Batch, Output> | undefined;
  const take = async (message: ToWorker<Job, Batch>): Promise<void> => {
    if (message.type === "start") {
      doBatch = await prepare(message.job);
      port.postMessage({ type: "ready" }, []);
    } else if (doBatch !== undefined) {
      const { output, transfer } = await doBatch(message.batch);
      port.postMessage({ type: "output", id: message.id, output }, transfer);
    }
  };
  port.onmessage = ({ data }) => {
    take(data).catch(crash);
  };
  // Left to the runtime, an error would show its stack on standard error.
  port.addEventListener("error", (event) => {
    event.preventDefault();
    crash(event.message);
  });
}
