import type { CompileOptions, Compiler } from "../compile.ts";
import { FORMATS } from "../leql/formats/registry.ts";
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
 * @param job The job
 * @param makeCompiler Makes the compiler of a job without pipelines and verification
 * @throws {Error} When a pipeline cannot be read, which the main thread has found out before
 */
export async function prepare(job: Job, makeCompiler: MakeCompiler): Promise<Conversion> {
  const { formats } = job.compile;
  return {
    compiler: await compilerOf(job, makeCompiler),
    formats: FORMATS.filter((format) => formats === undefined || formats.includes(format)),
    to: job.to,
    collectQueries: job.collectQueries ?? false,
  };
}

async function compilerOf(job: Job, makeCompiler: MakeCompiler): Promise<Compiler> {
  if (job.pipelines === undefined && !job.compile.verify) return makeCompiler(job.compile);
  const { prepareCompiler } = await import("../prepare_compiler.ts");
  const { compiler, diagnostics } = await prepareCompiler(job.compile, job.pipelines);
  if (compiler === undefined) throw new Error(diagnostics[0].diagnostic.message);
  return compiler;
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
      convertBatch(unpackItems(data.batch), conversion).then((output) => {
        port.postMessage({ type: "output", id: data.id, output }, [output.bytes.buffer]);
      }, (error) => port.postMessage({ type: "crashed", reason: String(error) }, []));
    }
  };
  // Left to the runtime, an error would show its stack on standard error.
  port.addEventListener("error", (event) => {
    event.preventDefault();
    port.postMessage({ type: "crashed", reason: event.message }, []);
  });
}
