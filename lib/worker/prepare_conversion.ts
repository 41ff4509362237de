import type { CompileOptions, Compiler } from "../compile.ts";
import { FORMATS } from "../leql/formats/registry.ts";
import type { Conversion } from "./convert_batch.ts";
import type { Job } from "./protocol.ts";

/** Makes a compiler from options. */
export type MakeCompiler = (options: CompileOptions) => Compiler;

/**
 * Prepares what converts the batches of a job.
 *
 * @param job The job
 * @param makeCompiler Makes the compiler of a job without pipelines and verification
 * @throws {Error} When a pipeline cannot be read, which the main thread has found out before
 */
export async function prepareConversion(job: Job, makeCompiler: MakeCompiler): Promise<Conversion> {
  const { formats, selection } = job.compile;
  const ids = selection?.ids && new Set(selection.ids.map((id) => id.toLowerCase()));
  return {
    compiler: await compilerOf(job, makeCompiler),
    formats: FORMATS.filter((format) => formats === undefined || formats.includes(format)),
    to: job.to,
    collectQueries: job.collectQueries ?? false,
    ...(ids === undefined ? {} : { ids }),
  };
}

async function compilerOf(job: Job, makeCompiler: MakeCompiler): Promise<Compiler> {
  if (job.pipelines === undefined && !job.compile.verify) return makeCompiler(job.compile);
  const { prepareCompiler }: typeof import("../prepare_compiler.ts") = await import(
    "../prepare_compiler.ts" as string
  );
  const { compiler, diagnostics } = await prepareCompiler(job.compile, job.pipelines);
  if (compiler === undefined) throw new Error(diagnostics[0].diagnostic.message);
  return compiler;
}
