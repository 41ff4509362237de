/**
 * Documents of a stream that belong together: an `action` works on its
 * neighbours, so they are compiled as one text.
 *
 * @module
 */

import { concatBytes } from "../bytes.ts";
import { getValue } from "../yaml/node.ts";
import { parseYaml } from "../yaml/parse.ts";
import type { DocumentBytes } from "./split_documents.ts";

/** Stands in few documents; the YAML of those is read. */
const ACTION_REGEXP = /\baction["']?\s*:/;

const LINE_REGEXP = /\r\n?|\n/g;

const decoder = new TextDecoder();

/** Documents on their way into one text. */
interface Group {
  readonly first: DocumentBytes;
  readonly parts: Uint8Array[];
  size: number;
}

/** A global document that holds. */
interface Global {
  readonly bytes: Uint8Array;
  readonly lines: number;
}

/**
 * Joins documents with the documents that their actions work on.
 *
 * @param documents Documents of a stream, in order
 * @param limit Most bytes of a group; beyond it a new one begins, with the global document that
 * holds in front of it
 * @returns Documents, most of them as they are; a group has the index and line of its first one,
 * less those of a global document that is repeated in front of it
 */
export async function* groupActions(
  documents: AsyncIterable<DocumentBytes>,
  limit: number,
): AsyncGenerator<DocumentBytes> {
  let group: Group | undefined;
  let global: Global | undefined;
  for await (const document of documents) {
    const action = actionOf(document);
    const fits = group !== undefined && !document.tooLarge && !group.first.tooLarge &&
      group.size + document.bytes.length <= limit;
    if (group !== undefined && fits && (global !== undefined || action === "repeat")) {
      group.parts.push(document.bytes);
      group.size += document.bytes.length;
    } else {
      if (group !== undefined) yield finish(group);
      group = begin(document, action === "reset" ? undefined : global);
    }
    if (action === "global") global = asGlobal(document);
    else if (action === "reset") global = undefined;
  }
  if (group !== undefined) yield finish(group);
}

/** Name of a document's action. */
function actionOf({ bytes }: DocumentBytes): string | undefined {
  const text = decoder.decode(bytes);
  if (!ACTION_REGEXP.test(text)) return undefined;
  const root = parseYaml(text).at(0)?.root;
  const action = root?.kind === "Mapping" ? getValue(root, "action") : undefined;
  return action?.kind === "Scalar" ? action.text : undefined;
}

function asGlobal({ bytes }: DocumentBytes): Global {
  return { bytes, lines: decoder.decode(bytes).match(LINE_REGEXP)?.length ?? 0 };
}

/** Begins a group; results have the places that they have in the stream. */
function begin(document: DocumentBytes, global: Global | undefined): Group {
  const { bytes, index, line, tooLarge } = document;
  if (global === undefined || tooLarge) {
    return { first: document, parts: [bytes], size: bytes.length };
  }
  return {
    first: { ...document, index: index - 1, line: line - global.lines },
    parts: [global.bytes, bytes],
    size: global.bytes.length + bytes.length,
  };
}

function finish({ first, parts }: Group): DocumentBytes {
  return parts.length === 1 ? first : { ...first, bytes: concatBytes(parts) };
}
