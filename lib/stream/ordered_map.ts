/** What a bounded map runs on each item. */
export type AsyncMapper<T, R> = (item: T) => Promise<R> | R;

/**
 * Maps a stream with several calls in flight. Results come in the order of the
 * input, and as soon as they are there.
 *
 * It pulls: at most `limit` items are ever taken ahead of the consumer. When
 * the consumer leaves early, the source is closed and what is in flight ends
 * unseen, its failures included.
 *
 * @param source Items to map
 * @param limit Most calls in flight, at least 1
 * @param mapper Runs on each item; a failure reaches the consumer in its turn
 */
export async function* orderedMap<T, R>(
  source: AsyncIterable<T> | Iterable<T>,
  limit: number,
  mapper: AsyncMapper<T, R>,
): AsyncGenerator<R> {
  const iterator = iterate(source);
  const inFlight: Promise<R>[] = [];
  let pulled: Promise<IteratorResult<T>> | undefined;
  let exhausted = false;
  try {
    for (;;) {
      if (!exhausted && pulled === undefined && inFlight.length < limit) {
        pulled = watch(Promise.resolve(iterator.next()));
      }
      if (pulled !== undefined && await isFirst(pulled, inFlight[0])) {
        const next = await pulled;
        pulled = undefined;
        if (next.done) exhausted = true;
        else inFlight.push(watch(call(mapper, next.value)));
      } else if (inFlight.length > 0) {
        yield await inFlight.shift()!;
      } else {
        return;
      }
    }
  } finally {
    if (!exhausted) await leave(iterator, pulled !== undefined);
  }
}

async function call<T, R>(mapper: AsyncMapper<T, R>, item: T): Promise<R> {
  return await mapper(item);
}

/** Keeps a failure that nobody comes to see from ending the process. */
function watch<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** True when the first promise settles before the second, or there is no second. */
function isFirst(first: Promise<unknown>, second: Promise<unknown> | undefined): Promise<boolean> {
  if (second === undefined) return Promise.resolve(true);
  const settled = (value: boolean) => [() => value, () => value] as const;
  return Promise.race([first.then(...settled(true)), second.then(...settled(false))]);
}

/** Closes the source; does not wait for one that is still busy with an item. */
async function leave<T>(
  iterator: Iterator<T> | AsyncIterator<T>,
  busy: boolean,
): Promise<void> {
  const closed = watch(Promise.resolve(iterator.return?.()));
  if (!busy) await closed;
}

function iterate<T>(source: AsyncIterable<T> | Iterable<T>): Iterator<T> | AsyncIterator<T> {
  return Symbol.asyncIterator in source
    ? source[Symbol.asyncIterator]()
    : source[Symbol.iterator]();
}
