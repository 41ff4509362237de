import { concatBytes } from "../bytes.ts";
import { addCounts, emptyCounts } from "./counts.ts";
import type { BatchOutput } from "./protocol.ts";

/** Joins the outputs of the parts of one batch, in order. */
export function mergeOutputs(parts: readonly BatchOutput[], separator?: Uint8Array): BatchOutput {
  const counts = emptyCounts();
  const chunks: Uint8Array[] = [];
  for (const part of parts) {
    addCounts(counts, part.counts);
    if (part.bytes.length === 0) continue;
    if (separator !== undefined && chunks.length > 0) chunks.push(separator);
    chunks.push(part.bytes);
  }
  return {
    bytes: concatBytes(chunks),
    messages: parts.map((part) => part.messages).join(""),
    files: parts.flatMap((part) => part.files),
    queries: parts.flatMap((part) => part.queries),
    counts,
  };
}
