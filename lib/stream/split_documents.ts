import { concatBytes } from "../bytes.ts";

/** One document of a YAML stream. */
export interface DocumentBytes {
  /** The document as it stands in the stream, with what stands in front of its marker line. */
  readonly bytes: Uint8Array;
  /** Index of the document in the stream, from 0. */
  readonly index: number;
  /** Number of lines in front of `bytes`. */
  readonly line: number;
  /** True when it is longer than the limit; `bytes` is then empty. */
  readonly tooLarge: boolean;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const HASH = 35;
const PERCENT = 37;
const DASH = 45;
const DOT = 46;

/** Bytes of a line that decide what it is, when the line itself is too long to keep. */
const LINE_HEAD = 4;

/**
 * Splits a stream of YAML documents in front of its `---` lines while it
 * arrives. Such a line cannot be part of a value (YAML 1.1, section 4.3.1), so
 * no YAML is read here.
 *
 * Comments and directives in front of a marker belong to the document behind
 * it; a piece without any content is not a document.
 *
 * @param chunks Bytes of the stream, cut anywhere
 * @param limit Most bytes of one document
 */
export async function* splitDocuments(
  chunks: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<DocumentBytes> {
  const splitter = new Splitter(limit);
  for await (const chunk of chunks) yield* splitter.add(chunk);
  yield* splitter.end();
}

class Splitter {
  readonly #limit: number;
  /** The line that has not ended yet. */
  #line: Uint8Array = new Uint8Array(0);
  /** Lines of the current document. */
  #parts: Uint8Array[] = [];
  #size = 0;
  #tooLarge = false;
  /** True when the current document has more than markers, comments and directives. */
  #hasContent = false;
  #index = 0;
  #lineBefore = 0;
  #lines = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  *add(chunk: Uint8Array): Generator<DocumentBytes> {
    let rest = this.#line.length === 0 ? chunk : concatBytes([this.#line, chunk]);
    let start = 0;
    for (let end = rest.indexOf(LF); end >= 0; end = rest.indexOf(LF, start)) {
      const finished = this.#addLine(rest.subarray(start, end + 1));
      if (finished !== undefined) yield finished;
      start = end + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > this.#limit) {
      this.#tooLarge = true;
      rest = rest.slice(0, LINE_HEAD);
    }
    this.#line = rest;
  }

  *end(): Generator<DocumentBytes> {
    const finished = this.#line.length > 0 ? this.#addLine(this.#line) : undefined;
    if (finished !== undefined) yield finished;
    if (this.#hasContent || this.#tooLarge) yield this.#finish();
  }

  /** Takes a line; returns the document that it ends, if any. */
  #addLine(rawLine: Uint8Array): DocumentBytes | undefined {
    const line = this.#lines === 0 && startsWithMark(rawLine) ? rawLine.subarray(3) : rawLine;
    const ends = this.#hasContent && isMarker(line, DASH);
    const finished = ends ? this.#finish() : undefined;
    this.#hasContent ||= isContent(line);
    this.#lines += countLines(line);
    this.#size += line.length;
    if (this.#size > this.#limit) {
      this.#tooLarge = true;
      this.#hasContent = true;
      this.#parts = [];
    } else {
      this.#parts.push(line);
    }
    return finished;
  }

  #finish(): DocumentBytes {
    const document = {
      bytes: joinLines(this.#tooLarge ? [] : this.#parts),
      index: this.#index++,
      line: this.#lineBefore,
      tooLarge: this.#tooLarge,
    };
    this.#parts = [];
    this.#size = 0;
    this.#tooLarge = false;
    this.#hasContent = false;
    this.#lineBefore = this.#lines;
    return document;
  }
}

/** Joins lines; without a copy when they stand one behind the other in one chunk. */
function joinLines(lines: readonly Uint8Array[]): Uint8Array {
  if (lines.length === 0) return new Uint8Array(0);
  const [first] = lines;
  const last = lines[lines.length - 1];
  const end = last.byteOffset + last.length;
  const length = lines.reduce((size, line) => size + line.length, 0);
  const isOneChunk = first.buffer === last.buffer && end - first.byteOffset === length;
  return isOneChunk ? new Uint8Array(first.buffer, first.byteOffset, length) : concatBytes(lines);
}

/** True for a line of three marks with nothing or a blank behind them. */
function isMarker(line: Uint8Array, mark: number): boolean {
  if (line[0] !== mark || line[1] !== mark || line[2] !== mark) return false;
  return line.length === 3 || isBlank(line[3]) || line[3] === LF;
}

/** True for a line behind a byte order mark. */
function startsWithMark(line: Uint8Array): boolean {
  return line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf;
}

/** False for blank lines, comments, directives, and markers with nothing behind. */
function isContent(line: Uint8Array): boolean {
  if (line[0] === PERCENT) return false;
  let at = isMarker(line, DASH) || isMarker(line, DOT) ? 3 : 0;
  const isBare = at === 0;
  while (isBlank(line[at])) at++;
  return at < line.length && line[at] !== LF && !(isBare && line[at] === HASH);
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB || byte === CR;
}

/** Line breaks as YAML counts them: LF, CRLF, CR. */
function countLines(line: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === LF || (line[at] === CR && line[at + 1] !== LF)) count++;
  }
  return count;
}
