import { concatBytes } from "../bytes.ts";
import { convertBatch } from "./convert_batch.ts";
import { type MakeCompiler, prepareConversion } from "./prepare_conversion.ts";
import type { BatchItem, BatchOutput, DocumentItem, FaultItem, FileItem, Job } from "./protocol.ts";
import type { DoBatch } from "./serve.ts";

/** A document whose bytes stand in the buffer of its batch. */
export interface PackedDocument extends Omit<DocumentItem, "bytes"> {
  /** Number of its bytes. */
  readonly length: number;
}

/** Items with the bytes of all documents in one buffer, which is cheaper to send than many. */
export interface PackedItems {
  readonly items: readonly (FileItem | FaultItem | PackedDocument)[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Packs the items of a batch. The items stay as they are. */
export function packItems(items: readonly BatchItem[]): PackedItems {
  const parts: Uint8Array[] = [];
  const packed = items.map((item) => {
    if (item.kind !== "Document") return item;
    const { bytes, ...rest } = item;
    parts.push(bytes);
    return { ...rest, length: bytes.length };
  });
  return { items: packed, bytes: concatBytes(parts) };
}

/** Unpacks the items of a batch; the documents share its buffer. */
export function unpackItems({ items, bytes }: PackedItems): BatchItem[] {
  let at = 0;
  return items.map((item) => {
    if (!("length" in item)) return item;
    const { length, ...rest } = item;
    const start = at;
    at += length;
    return { ...rest, bytes: bytes.subarray(start, at) };
  });
}

/**
 * Prepares what converts the batches of a job in a worker, to which they come packed.
 *
 * @param job The job
 * @param makeCompiler Makes the compiler of a job without pipelines and verification
 * @throws {Error} When a pipeline cannot be read, which the main thread has found out before
 */
export async function preparePacked(
  job: Job,
  makeCompiler: MakeCompiler,
): Promise<DoBatch<PackedItems, BatchOutput>> {
  const conversion = await prepareConversion(job, makeCompiler);
  return async (batch) => {
    const output = await convertBatch(unpackItems(batch), conversion);
    return { output, transfer: [output.bytes.buffer] };
  };
}
