/**
 * A place in a pattern.
 *
 * @module
 */

import { invalid } from "./refused.ts";

/** Walks over the characters of a pattern. */
export class PatternReader {
  readonly #characters: readonly string[];
  #at = 0;

  /** @param pattern The pattern */
  constructor(pattern: string) {
    this.#characters = [...pattern];
  }

  /** True behind the last character. */
  get isAtEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  /** The next character, or one behind it; `undefined` behind the end. */
  peek(ahead = 0): string | undefined {
    return this.#characters[this.#at + ahead];
  }

  /** The next characters; fewer at the end. */
  peekMany(count: number): string {
    return this.#characters.slice(this.#at, this.#at + count).join("");
  }

  /** Takes the next character; `undefined` behind the end. */
  next(): string | undefined {
    return this.#characters[this.#at++];
  }

  /** Takes a number of characters. */
  skip(count: number): void {
    this.#at += count;
  }

  /** True when this is the next character. */
  sees(character: string): boolean {
    return this.#characters[this.#at] === character;
  }

  /** Takes the character if it is the next one. */
  take(character: string): boolean {
    if (!this.sees(character)) return false;
    this.#at++;
    return true;
  }

  /** Takes all up to one of some characters, and that one. */
  until(...ends: readonly string[]): { readonly text: string; readonly end: string } {
    let text = "";
    while (!this.isAtEnd) {
      const character = this.#characters[this.#at++];
      if (ends.includes(character)) return { text, end: character };
      text += character;
    }
    return invalid("a group is not closed");
  }
}
