/**
 * What all documents together must have only once: `identifier_uniqueness`,
 * `duplicate_title`, `duplicate_filename`.
 *
 * @module
 */

import type { Span } from "../../source.ts";
import type { CheckedDocument } from "../document.ts";
import type { Place } from "../issue.ts";
import type { Collected, CollectionFinding, Collector, Validator } from "../validator.ts";

/** Most other users of a value that a finding names. */
const MAX_RELATED = 10;

/** The value that must be unique, and where it stands. */
interface Use {
  readonly key: string;
  readonly span: Span;
}

class UniquenessCollector implements Collector {
  readonly #use: (document: CheckedDocument) => Use | undefined;
  readonly #message: (key: string, others: number) => string;
  readonly #hint: string;
  readonly #byFile: boolean;
  #first = new Map<string, Collected>();
  #repeated = new Map<string, Collected[]>();

  constructor(
    use: (document: CheckedDocument) => Use | undefined,
    message: (key: string, others: number) => string,
    hint: string,
    byFile = false,
  ) {
    this.#use = use;
    this.#message = message;
    this.#hint = hint;
    this.#byFile = byFile;
  }

  add(document: CheckedDocument, placeOf: (span: Span) => Place): void {
    const use = this.#use(document);
    if (use === undefined) return;
    const { key } = use;
    const first = this.#first.get(key);
    const collected = { key, place: placeOf(use.span), rule: document.metadata.id };
    if (first === undefined) {
      this.#first.set(key, collected);
      return;
    }
    const all = this.#repeated.get(key);
    const last = all?.[all.length - 1] ?? first;
    // Documents of one file come one after the other.
    if (this.#byFile && last.place.path === collected.place.path) return;
    if (all === undefined) this.#repeated.set(key, [first, collected]);
    else all.push(collected);
  }

  finish(): readonly CollectionFinding[] {
    const findings = [...this.#repeated.values()].flatMap((all) =>
      all.map((collected): CollectionFinding => ({
        ...collected,
        message: this.#message(collected.key, all.length - 1),
        hint: this.#hint,
        related: all.slice(0, MAX_RELATED + 1).filter((other) => other !== collected)
          .slice(0, MAX_RELATED).map(({ place }) => place),
      }))
    );
    this.#first = new Map();
    this.#repeated = new Map();
    return findings;
  }
}

function others(count: number): string {
  return count === 1 ? "one other document" : `${count} other documents`;
}

/** The validator `identifier_uniqueness`. */
export const identifierUniqueness: Validator = {
  name: "identifier_uniqueness",
  origin: "pysigma",
  severity: "error",
  summary: "An id that several documents have",
  collect: () =>
    new UniquenessCollector(
      (document) => {
        const node = document.scalar("id");
        if (node === undefined) return undefined;
        return { key: node.text.toLowerCase().replaceAll("-", ""), span: node.span };
      },
      (_key, count) => `The id is also that of ${others(count)}`,
      "Give each document an id of its own",
    ),
};

/** The validator `duplicate_title`. */
export const duplicateTitle: Validator = {
  name: "duplicate_title",
  origin: "pysigma",
  severity: "error",
  summary: "A title that several documents have",
  collect: () =>
    new UniquenessCollector(
      (document) => {
        const node = document.scalar("title");
        return node === undefined ? undefined : { key: node.text, span: node.span };
      },
      (_key, count) => `The title is also that of ${others(count)}`,
      "Say in the title what is special about the document",
    ),
};

/** The validator `duplicate_filename`. */
export const duplicateFilename: Validator = {
  name: "duplicate_filename",
  origin: "pysigma",
  severity: "error",
  summary: "A file name that several folders have",
  collect: () =>
    new UniquenessCollector(
      ({ path }) => {
        if (path === STREAM) return undefined;
        return { key: fileName(path), span: { start: 0, end: 0 } };
      },
      (key, count) => {
        const where = count === 1 ? "one other file" : `${count} other files`;
        return `The name "${key}" is also that of ${where}`;
      },
      "Rename the file",
      true,
    ),
};

/** The path of standard input, which has no file name. */
export const STREAM = "-";

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
