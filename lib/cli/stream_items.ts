import { readStream } from "../runtime/read_stream.ts";
import { groupActions } from "../stream/group_actions.ts";
import { splitDocuments } from "../stream/split_documents.ts";
import { readFault } from "../worker/io_fault.ts";
import type { BatchItem } from "../worker/protocol.ts";
import { MAX_FILE_SIZE, tooLarge } from "../worker/read_item.ts";

/**
 * Yields the documents of a stream, one by one.
 *
 * @param file What to open; `undefined` for standard input
 * @param path Path in records
 */
export async function* streamItems(
  file: string | undefined,
  path: string,
): AsyncGenerator<BatchItem> {
  let next = 0;
  const documents = splitDocuments(readStream(file), MAX_FILE_SIZE);
  try {
    for await (const document of groupActions(documents, MAX_FILE_SIZE)) {
      const { bytes, index, line } = document;
      next = index + 1;
      yield document.tooLarge
        ? {
          kind: "Fault",
          path,
          index,
          fault: { ...tooLarge("document"), line: line + 1, column: 1 },
        }
        : { kind: "Document", path, bytes, index, line };
    }
  } catch (error) {
    yield { kind: "Fault", path, index: next, fault: readFault(error, "stream", path) };
  }
}
