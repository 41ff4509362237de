/**
 * YAML text to node trees with positions. The only folder that imports the
 * YAML library.
 *
 * @module
 */

import { type Event, parseEvents, YAMLException } from "js-yaml";
import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { TreeBuilder } from "./build.ts";
import type { YamlNode } from "./node.ts";
import { splitDocuments } from "./split.ts";

/** Collections may be nested this deep; a real rule needs 6. */
export const MAX_DEPTH = 64;

/** One document of a YAML stream. */
export interface YamlDocument {
  /** Index among the documents that have content, from 0. */
  readonly index: number;
  /** The root node; `undefined` when a fault makes the tree unusable. */
  readonly root?: YamlNode;
  /** Faults, all of severity `error`. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads all documents of a text as YAML 1.1.
 *
 * A fault in one document leaves the others readable. Empty documents (a
 * `---` at the end of a file) are skipped and not counted.
 *
 * @param text A YAML stream
 * @returns One entry for each document with content; none for an empty text
 */
export function parseYaml(text: string): YamlDocument[] {
  const documents = tryParse(text, 0);
  if (Array.isArray(documents)) return number(documents);
  const pieces = splitDocuments(text);
  if (pieces.length < 2) return [{ index: 0, diagnostics: [documents] }];
  const all: Unnumbered[] = [];
  for (const piece of pieces) {
    const part = tryParse(piece.text, piece.offset);
    if (Array.isArray(part)) all.push(...part);
    else all.push({ diagnostics: [part] });
  }
  return number(all);
}

type Unnumbered = Omit<YamlDocument, "index">;

function number(documents: readonly Unnumbered[]): YamlDocument[] {
  const numbered: YamlDocument[] = [];
  for (const document of documents) {
    if (isEmpty(document)) continue;
    numbered.push({ ...document, index: numbered.length });
  }
  return numbered;
}

function isEmpty({ root, diagnostics }: Unnumbered): boolean {
  return diagnostics.length === 0 && root?.kind === "Scalar" && root.type === "null" &&
    root.text === "";
}

function tryParse(text: string, offset: number): Unnumbered[] | Diagnostic {
  let events: Event[];
  try {
    events = parseEvents(text, { maxDepth: MAX_DEPTH });
  } catch (error) {
    return toDiagnostic(error, offset);
  }
  return new TreeBuilder(text, events, offset).build();
}

function toDiagnostic(error: unknown, offset: number): Diagnostic {
  if (!(error instanceof YAMLException)) throw error;
  const position = error.mark?.position ?? 0;
  const span = { start: position + offset, end: position + offset };
  const reason = error.reason ?? "syntax error";
  if (reason.startsWith("nesting exceeded")) {
    return diagnostic(
      "error",
      "yaml-depth",
      `Collections are nested more than ${MAX_DEPTH} deep`,
      span,
    );
  }
  return diagnostic("error", "yaml-syntax", `Cannot read the text as YAML: ${reason}`, span);
}
