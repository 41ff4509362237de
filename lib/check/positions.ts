/**
 * Lines and columns of many offsets in one text.
 *
 * @module
 */

import type { Source, Span } from "../source.ts";
import type { Place } from "./issue.ts";

const LINE_BREAK_REGEXP = /\r\n|\n|\r/g;

/** Finds places in one source. Line breaks are LF, CRLF and a lone CR, as in YAML. */
export class Positions {
  readonly #source: Source;
  readonly #linesBefore: number;
  #starts: readonly number[] | undefined;

  /**
   * Takes the text; its lines are counted when a place is asked for.
   *
   * @param source The text and its path
   * @param linesBefore Lines of the file in front of the text
   */
  constructor(source: Source, linesBefore = 0) {
    this.#source = source;
    this.#linesBefore = linesBefore;
  }

  /** Returns the place of a span; without a span the beginning of the file. */
  place(span: Span = { start: 0, end: 0 }): Place {
    const [line, column] = this.#at(span.start);
    const [endLine, endColumn] = this.#at(Math.max(span.start, span.end));
    return { path: this.#source.path, line, column, endLine, endColumn };
  }

  #at(offset: number): [number, number] {
    const starts = this.#starts ??= lineStarts(this.#source.text);
    const at = Math.min(offset, this.#source.text.length);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return [this.#linesBefore + low + 1, at - starts[low] + 1];
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(LINE_BREAK_REGEXP)) starts.push(match.index + match[0].length);
  return starts;
}
