/**
 * Finds the documents of a YAML stream without parsing them.
 *
 * A line that starts with `---` always ends a document, even inside a block
 * scalar, so the cut is safe (YAML 1.1, section 4.1, "forbidden" content).
 *
 * @module
 */

/** A piece of a text. */
export interface TextPiece {
  readonly text: string;
  /** Offset of the piece in the whole text. */
  readonly offset: number;
}

const DIRECTIVES_REGEXP = /^(?:(?:%.*|[ \t]*(?:#.*)?)(?:\r?\n|\r(?!\n)))+$/;
const SEPARATOR_REGEXP = /^---(?=[ \t\r\n]|$)/gm;

/**
 * Cuts a text in front of each document marker.
 *
 * @param text A YAML stream
 * @returns Pieces that join to the text; pieces of blanks and comments alone are left out
 */
export function splitDocuments(text: string): TextPiece[] {
  const starts = [0];
  for (const match of text.matchAll(SEPARATOR_REGEXP)) {
    if (match.index > 0) starts.push(match.index);
  }
  const pieces: TextPiece[] = [];
  let offset = 0;
  for (let at = 0; at < starts.length; at++) {
    const piece = text.slice(offset, starts[at + 1]);
    // Directives belong to the document behind their marker.
    if (at === 0 && starts.length > 1 && DIRECTIVES_REGEXP.test(piece)) continue;
    if (hasContent(piece)) pieces.push({ text: piece, offset });
    offset = starts[at + 1];
  }
  return pieces;
}

/** False for blank lines, comments and document markers alone. */
function hasContent(piece: string): boolean {
  return /^(?!---[ \t\r]*$|\.\.\.[ \t\r]*$|[ \t\r]*#|[ \t\r]*$)./m.test(piece);
}
