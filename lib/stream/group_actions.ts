/**
 * Documents of a stream that belong together: an `action` works on its
 * neighbours, so they are compiled as one text.
 *
 * @module
 */

import { concatBytes } from "../bytes.ts";
import type { DocumentBytes } from "./split_documents.ts";

const ACTION_REGEXP = /^action[ \t]*:[ \t]*["']?(\w*)/m;

const decoder = new TextDecoder();

/** Documents on their way into one text. */
interface Group {
  readonly first: DocumentBytes;
  readonly parts: Uint8Array[];
  size: number;
  /** True while a global action holds. */
  open: boolean;
}

/**
 * Joins documents with the documents that their actions work on.
 *
 * @param documents Documents of a stream, in order
 * @param limit Most bytes of a group; beyond it a new one begins
 * @returns Documents, most of them as they are; a group has the index and line of its first one
 */
export async function* groupActions(
  documents: AsyncIterable<DocumentBytes>,
  limit: number,
): AsyncGenerator<DocumentBytes> {
  let group: Group | undefined;
  for await (const document of documents) {
    const action = actionOf(document);
    const fits = group !== undefined && !document.tooLarge && !group.first.tooLarge &&
      group.size + document.bytes.length <= limit;
    if (group !== undefined && fits && (group.open || action === "repeat")) {
      group.parts.push(document.bytes);
      group.size += document.bytes.length;
    } else {
      if (group !== undefined) yield finish(group);
      group = { first: document, parts: [document.bytes], size: document.bytes.length, open: false };
    }
    if (action === "global") group.open = true;
    else if (action === "reset") group.open = false;
  }
  if (group !== undefined) yield finish(group);
}

/** Name of a document's action; an action is short, and stands in few documents. */
function actionOf({ bytes }: DocumentBytes): string | undefined {
  return ACTION_REGEXP.exec(decoder.decode(bytes))?.[1];
}

function finish({ first, parts }: Group): DocumentBytes {
  return parts.length === 1 ? first : { ...first, bytes: concatBytes(parts) };
}
