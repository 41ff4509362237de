/**
 * Documents that others refer to: filters, correlations and the rules that
 * correlations name.
 *
 * @module
 */

import type { Source } from "../source.ts";
import type { CorrelationRule, FilterRule, Rule } from "./ast.ts";
import { readDocuments, type SigmaDocument } from "./documents.ts";

/** A rule or correlation that can be referred to. */
export type Referable = Rule | CorrelationRule;

/** Filters, correlations and rules by name. */
export class Collection {
  readonly #filters: FilterRule[] = [];
  readonly #rules = new Map<string, Referable>();
  readonly #used = new Map<string, string>();

  /** Readable filters, in order. */
  get filters(): readonly FilterRule[] {
    return this.#filters;
  }

  /** Adds documents; those with a fatal diagnostic are left out. */
  add(documents: readonly SigmaDocument[]): void {
    for (const { content, diagnostics } of documents) {
      if (content === undefined || diagnostics.some(({ severity }) => severity !== "warning")) {
        continue;
      }
      if (content.kind === "Filter") {
        this.#filters.push(content);
        continue;
      }
      for (const name of [content.metadata.id, content.metadata.name]) {
        if (name !== undefined && !this.#rules.has(name)) this.#rules.set(name, content);
      }
      if (content.kind === "Correlation" && !content.generate) {
        for (const { name } of content.rules) {
          this.#used.set(name, content.metadata.title ?? content.metadata.name ?? "a correlation");
        }
      }
    }
  }

  /** Returns the rule or correlation with an id or a name. */
  find(reference: string): Referable | undefined {
    return this.#rules.get(reference);
  }

  /** Ids and names that can be found. */
  names(): Iterable<string> {
    return this.#rules.keys();
  }

  /**
   * Returns the title of the correlation that uses the rule up, so that it gives no query of its
   * own (`generate: false`).
   */
  usedBy({ metadata }: Referable): string | undefined {
    for (const name of [metadata.id, metadata.name]) {
      const title = name === undefined ? undefined : this.#used.get(name);
      if (title !== undefined) return title;
    }
    return undefined;
  }
}

/** The documents of some sources, read once, for use with other texts. */
export class SharedDocuments {
  readonly #documents: readonly { readonly source: Source; readonly read: SigmaDocument[] }[];

  /** @param sources Texts that hold filters, correlations or rules that are referred to */
  constructor(sources: readonly Source[]) {
    this.#documents = sources.map((source) => ({ source, read: readDocuments(source.text) }));
  }

  /**
   * Returns the collection that a text belongs to: its own documents, and the shared ones of all
   * other sources. A path alone does not tell sources apart: the documents of a stream share one,
   * and files of two folders may.
   */
  collectionFor({ path, text }: Source, own: readonly SigmaDocument[]): Collection {
    const collection = new Collection();
    collection.add(own);
    for (const { source, read } of this.#documents) {
      if (source.path !== path || source.text !== text) collection.add(read);
    }
    return collection;
  }

  /** True when there are none. */
  get isEmpty(): boolean {
    return this.#documents.length === 0;
  }
}
