import { diagnostic } from "../diagnostic.ts";
import type { Source } from "../source.ts";
import { withPauses } from "../stream/next_task.ts";
import type { BatchItem } from "../worker/protocol.ts";
import { readItem } from "../worker/read_item.ts";
import type { AcceptFile, FilePattern } from "./file_pattern.ts";
import { type Input, inputItems } from "./inputs.ts";
import { filtersIn, SharedSearch } from "./shared_documents.ts";

/**
 * Inputs that were looked through once for filters and correlations, before
 * they are converted.
 *
 * Texts are kept from the first pass to the second while there are few, so
 * that a file is read once; beyond that files are read again. A stream cannot
 * be read again: what lies beyond the limit is converted without having been
 * looked through, and a filter there is an error.
 *
 * @module
 */

/** Most characters of text that are kept between the passes. */
export interface KeepLimits {
  /** Of all files. */
  readonly files: number;
  /** Of one stream: until then nothing of it is converted, and its writer may wait. */
  readonly stream: number;
}

const KEEP_LIMITS: KeepLimits = { files: 16 << 20, stream: 1 << 20 };

/** Inputs after the first pass. */
export interface ScannedInputs {
  /** Everything to convert, in order. */
  readonly items: AsyncIterable<BatchItem>;
  /** Texts that others refer to. */
  readonly shared: readonly Source[];
  /** Number of files that `--exclude` left out. */
  readonly excluded: number;
}

/**
 * Looks through all inputs.
 *
 * @param inputs The inputs
 * @param pattern Which files to take from folders
 * @param onCount Is told how many items were found so far
 * @param limits How much is kept
 */
export async function scanInputs(
  inputs: readonly Input[],
  pattern: FilePattern,
  onCount: (count: number) => void,
  limits: KeepLimits = KEEP_LIMITS,
): Promise<ScannedInputs> {
  const scan = new Scan(pattern.accept, onCount, limits);
  const before = pattern.excluded.count;
  for (const input of inputs) await scan.add(input);
  // Further passes over the folders would count the same files again.
  const excluded = pattern.excluded.count - before;
  await scan.findReferred();
  return { items: scan.replay(), shared: scan.search.sources, excluded };
}

/** One input after the first pass. */
interface Pass {
  readonly input: Input;
  /** What was looked through and kept. */
  kept: BatchItem[];
  /** For a stream: what is still to come. */
  rest?: AsyncIterable<BatchItem>;
}

class Scan {
  readonly search = new SharedSearch();
  readonly #accept: AcceptFile;
  readonly #passes: Pass[] = [];
  readonly #onCount: (count: number) => void;
  readonly #streamLimit: number;
  #left: number;
  #count = 0;

  constructor(accept: AcceptFile, onCount: (count: number) => void, limits: KeepLimits) {
    this.#accept = accept;
    this.#onCount = onCount;
    this.#left = limits.files;
    this.#streamLimit = limits.stream;
  }

  async add(input: Input): Promise<void> {
    const pass: Pass = { input, kept: [] };
    this.#passes.push(pass);
    let streamLeft = this.#streamLimit;
    const items = inputItems([input], this.#accept)[Symbol.asyncIterator]();
    for (;;) {
      const { value, done } = await items.next();
      if (done) return;
      const item = load(value);
      this.#onCount(++this.#count);
      const text = textOf(item);
      if (text !== undefined) this.search.addReferring(item.path, text);
      if (input.kind === "stream") {
        pass.kept.push(item);
        streamLeft -= text?.length ?? 0;
        if (streamLeft < 0) {
          pass.rest = { [Symbol.asyncIterator]: () => items };
          return;
        }
        continue;
      }
      this.#left -= text?.length ?? 0;
      if (this.#left < 0) pass.kept = [];
      else pass.kept.push(item);
    }
  }

  /** Looks for the rules that filters and correlations name. */
  async findReferred(): Promise<void> {
    if (!this.search.hasReferences) return;
    for (const pass of this.#passes) {
      for await (const item of this.#known(pass)) {
        const text = textOf(item);
        if (text !== undefined) this.search.addReferred(item.path, text);
      }
    }
  }

  async *replay(): AsyncGenerator<BatchItem> {
    for (const pass of this.#passes) {
      yield* this.#known(pass);
      if (pass.rest !== undefined) yield* withoutFilters(pass.rest);
    }
  }

  async *#known(pass: Pass): AsyncGenerator<BatchItem> {
    if (this.#left >= 0 || pass.input.kind === "stream") yield* withPauses(pass.kept);
    else yield* inputItems([pass.input], this.#accept);
  }
}

/** Reads the file of an item; a fault takes the item's place. */
function load(item: BatchItem): BatchItem {
  if (item.kind !== "File") return item;
  const text = readItem(item);
  return typeof text === "string"
    ? { ...item, text }
    : { kind: "Fault", path: item.path, index: 0, fault: text };
}

function textOf(item: BatchItem): string | undefined {
  const text = readItem(item);
  return typeof text === "string" ? text : undefined;
}

/** Puts a fault in the place of each filter: rules that it is for may have been converted. */
async function* withoutFilters(items: AsyncIterable<BatchItem>): AsyncGenerator<BatchItem> {
  for await (const item of items) {
    const text = item.kind === "Document" ? textOf(item) : undefined;
    const filters = text === undefined ? undefined : filtersIn(text);
    if (item.kind === "Document" && filters?.some) {
      const { path, index, line } = item;
      yield { kind: "Fault", path, index, fault: { ...LATE_FILTER, line: line + 1, column: 1 } };
      if (filters.only) continue;
    }
    yield item;
  }
}

const LATE_FILTER = diagnostic(
  "error",
  "filter-without-effect",
  "The filter comes too late in the stream: rules before it are converted already",
  undefined,
  "Put filters first, or in a file of their own with --filter",
);
