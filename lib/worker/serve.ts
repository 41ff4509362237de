import { type CompileOptions, type Compiler, FORMATS } from "../compile.ts";
import type { PipelineOptions } from "../compiler/pipeline_stage.ts";
import type { PipelineStage } from "../compiler/stage.ts";
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

/**
 * Prepares what converts the batches of a job.
 *
 * @throws {Error} When a pipeline cannot be read, which the main thread has found out before
 */
export async function prepare(job: Job, makeCompiler: MakeCompiler): Promise<Conversion> {
  const { formats } = job.compile;
  const pipelines = job.pipelines === undefined ? undefined : await loadPipelines(job.pipelines);
  return {
    compiler: makeCompiler({ ...job.compile, pipelines }),
    formats: FORMATS.filter((format) => formats === undefined || formats.includes(format)),
    to: job.to,
    collectQueries: job.collectQueries ?? false,
  };
}

async function loadPipelines(options: PipelineOptions): Promise<PipelineStage> {
  const { preparePipelines } = await import("../compiler/pipeline_stage.ts");
  const { stage, diagnostics } = await preparePipelines(options);
  if (stage === undefined) throw new Error(diagnostics[0].diagnostic.message);
  return stage;
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
      prepare(data.job, makeCompiler).then((prepared) => {
        conversion = prepared;
        port.postMessage({ type: "ready" }, []);
      }, (error) => port.postMessage({ type: "crashed", reason: String(error) }, []));
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
