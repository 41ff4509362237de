/**
 * Values of fields, in pieces, so that one piece can be exchanged.
 *
 * @module
 */

import type { JsonValue } from "../../event/event.ts";
import type { Leaf } from "./tree.ts";

/** A part of a text: what a test asks for, or filling. */
export interface Piece {
  readonly text: string;
  /** The test that asks for it; absent for filling. */
  readonly leaf?: Leaf;
}

/** The value of a field, before it is put together; a missing field is `undefined`. */
export type Draft = readonly Piece[] | { readonly json: JsonValue };

/** Returns the value that a draft comes to. */
export function valueOf(draft: Draft): JsonValue {
  return isPieces(draft) ? draft.map(({ text }) => text).join("") : draft.json;
}

/** Tells drafts of text from others. */
export function isPieces(draft: Draft): draft is readonly Piece[] {
  return !("json" in draft);
}

/** The draft with another text for one test, or with other filling; `undefined` without its piece. */
export function exchange(
  draft: Draft,
  leaf: Leaf,
  core: string | undefined,
  fill: string | undefined,
): Draft | undefined {
  if (!isPieces(draft) || !draft.some((piece) => piece.leaf === leaf)) return undefined;
  return draft.map((piece) => {
    if (piece.leaf === leaf) return core === undefined ? piece : { ...piece, text: core };
    return fill === undefined || piece.leaf !== undefined ? piece : { text: fill };
  });
}
