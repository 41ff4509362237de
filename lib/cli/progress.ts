import { columns, writeStderr } from "../runtime/process.ts";

/** Shortest time between two drawings, in milliseconds. */
const INTERVAL = 100;

const WIDEST_BAR = 30;

/** A line on the terminal that tells how far the work is. */
export class Progress {
  readonly #start = performance.now();
  #drawn = -Infinity;
  #isVisible = false;
  #items = 0;
  readonly #total: number | undefined;

  /** @param total Number of items, if it is known */
  constructor(total: number | undefined) {
    this.#total = total;
  }

  /**
   * Draws the line anew, if it is time to.
   *
   * @param rules Rules so far
   * @param items Items that are done since the last update
   */
  update(rules: number, items: number): void {
    this.#items += items;
    const now = performance.now();
    if (now - this.#drawn < INTERVAL) return;
    this.#drawn = now;
    this.#isVisible = true;
    // Files may come and go between the count and the work.
    const done = this.#total === undefined
      ? undefined
      : Math.min(1, this.#items / Math.max(1, this.#total));
    writeStderr(`\r\x1b[K${progressLine(rules, done, now - this.#start, columns())}`);
  }

  /** Removes the line. */
  clear(): void {
    if (this.#isVisible) writeStderr("\r\x1b[K");
    this.#isVisible = false;
    this.#drawn = -Infinity;
  }
}

/**
 * Makes the line.
 *
 * @param rules Rules so far
 * @param done Part of the input that is behind, from 0 to 1, if known
 * @param time Milliseconds since the start
 * @param width Characters that the line may have
 */
export function progressLine(
  rules: number,
  done: number | undefined,
  time: number,
  width: number,
): string {
  const text = `${rules.toLocaleString("en")} rules, ${(time / 1000).toFixed(1)} s`;
  if (done === undefined) return text.slice(0, width - 1);
  const percent = `${String(Math.floor(done * 100)).padStart(3)} %  ${text}`;
  const size = Math.min(WIDEST_BAR, width - percent.length - 4);
  if (size < 5) return percent.slice(0, width - 1);
  const filled = Math.floor(done * size);
  return `[${"#".repeat(filled)}${".".repeat(size - filled)}] ${percent}`;
}
