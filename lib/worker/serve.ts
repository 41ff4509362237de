import { type CompileOptions, type Compiler, FORMATS } from "../compile.ts";
import { type Conversion, convertBatch } from "./convert_batch.ts";
import { unpackItems } from "./pack.ts";
import type { FromWorker, Job, ToWorker } from "./protocol.ts";

/** The worker's end of the line. */
export interface WorkerPort {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
  postMessage(message: FromWorker, transfer: Transferable[]): void;
}

/** Makes a compiler from options. */
export type MakeCompiler = (options: CompileOptions) => Compiler;

/** Prepares what converts the batches of a job. */
export function prepare(job: Job, makeCompiler: MakeCompiler): Conversion {
  const { formats } = job.compile;
  return {
    compiler: makeCompiler(job.compile),
    formats: FORMATS.filter((format) => formats === undefined || formats.includes(format)),
    to: job.to,
  };
}

/**
 * Answers the messages of a pool, one by one.
 *
 * @param port The worker's end of the line
 * @param makeCompiler Makes the compiler of the job
 */
export function serve(port: WorkerPort, makeCompiler: MakeCompiler): void {
  let conversion: Conversion | undefined;
  port.onmessage = ({ data }) => {
    if (data.type === "start") {
      conversion = prepare(data.job, makeCompiler);
      port.postMessage({ type: "ready" }, []);
    } else if (conversion !== undefined) {
      const output = convertBatch(unpackItems(data.batch), conversion);
      port.postMessage({ type: "output", id: data.id, output }, [output.bytes.buffer]);
    }
  };
  // Left to the runtime, an error would show its stack on standard error.
  port.addEventListener("error", (event) => {
    event.preventDefault();
    port.postMessage({ type: "crashed", reason: event.message }, []);
  });
}
