import { concatBytes } from "../bytes.ts";
import type { BatchItem, DocumentItem, FaultItem, FileItem } from "./protocol.ts";

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
