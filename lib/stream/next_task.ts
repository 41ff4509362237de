/** Milliseconds of work after which signals and messages are let in. */
const LONGEST_TURN = 50;

/**
 * Waits until events that have happened are handled: signals, messages, timers. A message to
 * oneself comes back sooner than a timer.
 */
export function nextTask(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    resolve();
  };
  port2.postMessage(null);
  return promise;
}

/**
 * Yields items, and now and then lets in what has happened meanwhile: a consumer that never waits
 * for anything would keep a signal from ending the program.
 *
 * @param items What to yield
 */
export async function* withPauses<T>(items: Iterable<T>): AsyncGenerator<T> {
  let start = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - start < LONGEST_TURN) continue;
    await nextTask();
    start = performance.now();
  }
}
