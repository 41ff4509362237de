import type { OutputKind } from "../worker/protocol.ts";
import type { BatchOutput } from "../worker/protocol.ts";
import { openOutputFile, openStdout, type OutputFile } from "./output_file.ts";
import type { LeftOverOptions } from "./tree_sink.ts";

/** Where the outputs of batches go, in order. */
export interface Sink {
  /**
   * Writes one batch.
   *
   * @throws {ClosedPipe | OutputError}
   */
  write(output: BatchOutput): Promise<void>;
  /**
   * Finishes the output.
   *
   * @throws {OutputError}
   */
  commit(): void | Promise<void>;
  /** Gives the output up and removes what is not whole. */
  discard(): void;
}

/**
 * Opens a sink.
 *
 * @param to Kind of output
 * @param out Path, or `undefined` for standard output
 * @param report Takes faults and warnings for people
 * @param leftOver For `tree`: what becomes of files of an earlier run
 * @param finalize For `text`: makes one text of all queries
 */
export async function openSink(
  to: OutputKind,
  out: string | undefined,
  report: (messages: string) => void,
  leftOver: LeftOverOptions,
  finalize?: (queries: readonly string[]) => string,
): Promise<Sink> {
  if (to === "tree") {
    const { TreeSink }: typeof import("./tree_sink.ts") = await import("./tree_sink.ts" as string);
    return new TreeSink(out!, leftOver);
  }
  const file = out === undefined ? openStdout() : openOutputFile(out);
  if (to === "ndjson") return ndjsonSink(file);
  return finalize === undefined ? textSink(file, report) : finalizedSink(file, report, finalize);
}

function ndjsonSink(file: OutputFile): Sink {
  return {
    write: ({ bytes }) => file.write(bytes),
    commit: () => file.commit(),
    discard: () => file.discard(),
  };
}

const NEWLINE = new Uint8Array([10]);

function textSink(file: OutputFile, report: (messages: string) => void): Sink {
  let isFirst = true;
  return {
    async write({ bytes, messages }) {
      if (messages !== "") report(messages);
      if (bytes.length === 0) return;
      if (!isFirst) await file.write(NEWLINE);
      isFirst = false;
      await file.write(bytes);
    },
    commit: () => file.commit(),
    discard: () => file.discard(),
  };
}

/** Keeps all queries, since a finalizer needs all of them at once. */
function finalizedSink(
  file: OutputFile,
  report: (messages: string) => void,
  finalize: (queries: readonly string[]) => string,
): Sink {
  const all: string[] = [];
  return {
    async write({ queries, messages }) {
      if (messages !== "") report(messages);
      for (const query of queries) all.push(query);
      await Promise.resolve();
    },
    async commit() {
      const text = finalize(all);
      await file.write(new TextEncoder().encode(text.endsWith("\n") ? text : `${text}\n`));
      await file.commit();
    },
    discard: () => file.discard(),
  };
}
