/** @module `unknown_reference`: a correlation or filter that names a rule which is not there. */

import type { Span } from "../../source.ts";
import { didYouMean } from "../../suggest.ts";
import type { CheckedDocument } from "../document.ts";
import type { Place } from "../issue.ts";
import type { Collected, CollectionFinding, Collector, Validator } from "../validator.ts";

class ReferenceCollector implements Collector {
  #names = new Set<string>();
  #references: Collected[] = [];

  add({ content, metadata }: CheckedDocument, placeOf: (span: Span) => Place): void {
    if (content.kind !== "Filter") {
      for (const name of [metadata.id, metadata.name]) {
        if (name !== undefined) this.#names.add(name);
      }
    }
    if (content.kind === "Rule" || content.rules === "any") return;
    for (const { name, span } of content.rules) {
      this.#references.push({ key: name, place: placeOf(span), rule: metadata.id });
    }
  }

  finish(): readonly CollectionFinding[] {
    const findings = this.#references.filter(({ key }) => !this.#names.has(key))
      .map((reference): CollectionFinding => ({
        ...reference,
        message: `No rule of the input has the id or name "${reference.key}"`,
        hint: didYouMean(reference.key, this.#names),
      }));
    this.#names = new Set();
    this.#references = [];
    return findings;
  }
}

/** The validator `unknown_reference`. */
export const unknownReference: Validator = {
  name: "unknown_reference",
  origin: "own",
  severity: "error",
  summary: "A correlation or filter that names a rule which is not in the input",
  collect: () => new ReferenceCollector(),
};
