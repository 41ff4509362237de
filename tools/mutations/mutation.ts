/**
 * What a mutation is: a fault that is put into the program on purpose.
 *
 * @module
 */

/** One fault. */
export interface Mutation {
  /** What goes wrong, in a few words. */
  readonly name: string;
  /** File, relative to the project. */
  readonly file: string;
  /** Text that the file has exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Test files that must notice it where verification cannot: relative to the project. */
  readonly tests?: readonly string[];
}

/**
 * Applies a mutation to the text of its file.
 *
 * @returns The text with the fault, or `undefined` when its place is not there exactly once
 */
export function mutate(text: string, { find, replace }: Mutation): string | undefined {
  const parts = text.split(find);
  return parts.length === 2 ? parts.join(replace) : undefined;
}
