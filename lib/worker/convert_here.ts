import { createCompiler } from "../compiler/create_compiler.ts";
import { convertBatch } from "./convert_batch.ts";
import { prepareConversion } from "./prepare_conversion.ts";
import type { BatchItem, BatchOutput, Job } from "./protocol.ts";

/** Converts a batch in this thread. */
export type ConvertHere = (items: readonly BatchItem[]) => Promise<BatchOutput>;

/**
 * Prepares conversion in this thread. All that it needs stands behind this one module: of several
 * `import()` at once, Deno loads what they share several times.
 *
 * @param job The job
 * @throws {Error} When a pipeline cannot be read, which has been found out before
 */
export async function convertHere(job: Job): Promise<ConvertHere> {
  const conversion = await prepareConversion(job, createCompiler);
  return (items) => convertBatch(items, conversion);
}
