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
  readonly #ambiguous = new Set<string>();
  readonly #using: CorrelationRule[] = [];

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
        if (name === undefined) continue;
        const known = this.#rules.get(name);
        if (known === undefined) this.#rules.set(name, content);
        else if (!isSame(known, content)) this.#ambiguous.add(name);
      }
      if (content.kind === "Correlation" && !content.generate) this.#using.push(content);
    }
  }

  /** Returns the rule or correlation with an id or a name. */
  find(reference: string): Referable | undefined {
    return this.#rules.get(reference);
  }

  /** True when several rules have the id or name. */
  isAmbiguous(reference: string): boolean {
    return this.#ambiguous.has(reference);
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
    const names = [metadata.id, metadata.name];
    // A correlation with a reference that leads nowhere gives no query, so it uses nothing up.
    const user = this.#using.find(({ rules }) =>
      rules.some(({ name }) => names.includes(name)) &&
      rules.every(({ name }) => this.#rules.has(name) && !this.#ambiguous.has(name))
    );
    return user === undefined
      ? undefined
      : user.metadata.title ?? user.metadata.name ?? "a correlation";
  }
}

/** The same document, read from the text itself and from the shared ones. */
function isSame(a: Referable, b: Referable): boolean {
  return a.kind === b.kind && a.metadata.id === b.metadata.id &&
    a.metadata.name === b.metadata.name && a.metadata.title === b.metadata.title;
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
