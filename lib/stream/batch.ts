/** How large a batch may become. */
export interface BatchLimits<T> {
  /** Most items, at least 1. */
  readonly count: number;
  /** Size at which a batch is full, in the unit of `sizeOf`. */
  readonly size: number;
  /** Size of one item. */
  readonly sizeOf: (item: T) => number;
}

/**
 * Groups a stream into batches, in order. A batch ends with the item that
 * reaches one of the limits.
 *
 * @param source Items to group
 * @param limits How large a batch may become
 */
export async function* batch<T>(
  source: AsyncIterable<T> | Iterable<T>,
  limits: BatchLimits<T>,
): AsyncGenerator<T[]> {
  let items: T[] = [];
  let size = 0;
  for await (const item of source) {
    items.push(item);
    size += limits.sizeOf(item);
    if (items.length >= limits.count || size >= limits.size) {
      yield items;
      items = [];
      size = 0;
    }
  }
  if (items.length > 0) yield items;
}
