/**
 * Values that lack their quotes.
 *
 * Source: Rapid7, "Components for Building a Query": quotes, keyword search.
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";
import type { QuotedToken, WordToken } from "./tokens.ts";

/** Remembers the last value without quotes, and warns when more words of it seem to follow. */
export class UnquotedValue {
  readonly #cursor: Cursor;
  /** The value, with the words right behind it so far. */
  #value: { readonly start: number; end: number; words: number; next: number } | undefined;

  /** @param cursor Where the values are read */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** Begins with a value that has just been read. */
  begin({ start, end }: WordToken): void {
    this.#value = { start, end, words: 0, next: this.#cursor.index };
  }

  /** A word right behind the value was most likely meant to be part of it. */
  noteWord(token: WordToken | QuotedToken): void {
    const value = this.#value;
    if (value === undefined || token.kind !== "Word") return;
    if (value.next !== this.#cursor.index - 1) return;
    value.next++;
    value.words++;
    value.end = token.end;
  }

  /** Warns of the words behind the value, and forgets it. */
  finish(): void {
    const value = this.#value;
    this.#value = undefined;
    if (value === undefined || value.words === 0) return;
    const { start, end, words } = value;
    const text = this.#cursor.text.slice(start, end);
    this.#cursor.warn(
      "leql-unquoted-text",
      `Only the first word is compared: the ${words === 1 ? "word" : "words"} behind it ` +
        `${words === 1 ? "is" : "are"} searched in the whole log line`,
      { start, end },
      text.length <= 60 ? `Write "${text}", or AND between conditions` : "Set the text in quotes",
    );
  }
}
