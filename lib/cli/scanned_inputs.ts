import type { Source } from "../source.ts";
import type { BatchItem } from "../worker/protocol.ts";
import { readItem } from "../worker/read_item.ts";
import type { AcceptFile } from "./file_pattern.ts";
import { type Input, type InputItem, inputItems } from "./inputs.ts";
import { SharedSearch } from "./shared_documents.ts";

/**
 * Inputs that were looked through once for filters and correlations, before
 * they are converted.
 *
 * Texts are kept from the first pass to the second while there are few, so
 * that a file is read once; beyond that files are read again. A stream cannot
 * be read again: what lies beyond the limit is converted without having been
 * looked through.
 *
 * @module
 */

/** Most bytes of text that are kept between the passes. */
const KEEP_SIZE = 16 << 20;

/** Inputs after the first pass. */
export interface ScannedInputs {
  /** Everything to convert, in order. */
  readonly items: AsyncIterable<InputItem>;
  /** Texts that others refer to. */
  readonly shared: readonly Source[];
}

/** Looks through all inputs. */
export async function scanInputs(
  inputs: readonly Input[],
  accept: AcceptFile,
): Promise<ScannedInputs> {
  const search = new SharedSearch();
  const keeper = new Keeper(KEEP_SIZE);
  const passes: Pass[] = [];
  for (const [at, input] of inputs.entries()) {
    passes.push(await scan(inputs, at, input, accept, search, keeper));
  }
  if (search.hasReferences) {
    for (const pass of passes) {
      for await (const { item } of pass.known(keeper)) {
        const text = textOf(item);
        if (text !== undefined) search.addReferred(item.path, text);
      }
    }
  }
  return { items: replay(passes, keeper), shared: search.sources };
}

async function* replay(passes: readonly Pass[], keeper: Keeper): AsyncGenerator<InputItem> {
  for (const pass of passes) {
    yield* pass.known(keeper);
    if (pass.rest !== undefined) yield* pass.rest;
  }
}

/** One input after the first pass. */
interface Pass {
  /** The items that were looked through, kept or read again. */
  known(keeper: Keeper): AsyncIterable<InputItem>;
  /** For a stream: what is still to come. */
  readonly rest?: AsyncIterable<InputItem>;
}

/** Keeps items while they are few; all of them or none. */
class Keeper {
  #left: number;

  constructor(limit: number) {
    this.#left = limit;
  }

  /** True while everything that was offered could be kept. */
  get isOpen(): boolean {
    return this.#left >= 0;
  }

  offer(size: number): boolean {
    this.#left -= size;
    return this.isOpen;
  }
}

async function scan(
  inputs: readonly Input[],
  at: number,
  input: Input,
  accept: AcceptFile,
  search: SharedSearch,
  keeper: Keeper,
): Promise<Pass> {
  const items = inputItems([input], accept)[Symbol.asyncIterator]();
  const place = ({ item, done }: InputItem): InputItem => {
    return { item, done: done === undefined ? undefined : (at + done) / inputs.length };
  };
  let kept: InputItem[] = [];
  for (;;) {
    const { value, done } = await items.next();
    if (done) break;
    const loaded = load(value.item);
    const text = textOf(loaded);
    if (text !== undefined) search.addReferring(loaded.path, text);
    const keep = keeper.offer(text?.length ?? 0);
    if (keep || input.kind === "stream") kept.push(place({ item: loaded, done: value.done }));
    else kept = [];
    if (!keep && input.kind === "stream") {
      const rest = { [Symbol.asyncIterator]: () => items };
      return { known: () => values(kept), rest: mapItems(rest, place) };
    }
  }
  return {
    known: (state) =>
      state.isOpen || input.kind === "stream"
        ? values(kept)
        : mapItems(inputItems([input], accept), place),
  };
}

async function* values<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}

async function* mapItems(
  items: AsyncIterable<InputItem>,
  map: (item: InputItem) => InputItem,
): AsyncGenerator<InputItem> {
  for await (const item of items) yield map(item);
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
