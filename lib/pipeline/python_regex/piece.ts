/**
 * Parts of a pattern that were read.
 *
 * @module
 */

/** What was read: the JavaScript source, and the groups that take part in every match of it. */
export interface Piece {
  /** The JavaScript source. */
  readonly source: string;
  /** Groups that take part in every match. */
  readonly certain: readonly number[];
  /** All groups. */
  readonly groups: readonly number[];
  /** It may match the empty text. */
  readonly empty: boolean;
  /** A position and not a text, so that it cannot be repeated. */
  readonly assertion?: true;
}

/** What matches text and has no groups. */
export function text(source: string): Piece {
  return { source, certain: [], groups: [], empty: false };
}

/** What matches a position and has no groups. */
export function assertion(source: string): Piece {
  return { source, certain: [], groups: [], empty: true, assertion: true };
}
