/**
 * A document as validators see it: the parsed model, and beside it the YAML
 * nodes, which know the texts as they were written.
 *
 * @module
 */

import { lowerDetection } from "../expr/lower_detection.ts";
import type { Expr } from "../expr/ast.ts";
import type {
  Condition,
  CorrelationRule,
  DetectionItem,
  FilterRule,
  LogSource,
  Metadata,
  Rule,
  SearchIdentifier,
} from "../sigma/ast.ts";
import type { Detection } from "../sigma/ast.ts";
import type { SigmaValue } from "../sigma/value.ts";
import type { Span } from "../source.ts";
import {
  getValue,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from "../yaml/node.ts";
import { type Logic, resolveConditions } from "./logic/resolve.ts";
import { valueKey } from "./logic/values.ts";

/** A detection item as it was written. */
export interface WrittenItem {
  /** Field name, or `null` for keywords. */
  readonly field: string | null;
  /** Names of the modifiers, in order. */
  readonly modifiers: readonly string[];
  readonly values: readonly YamlScalar[];
  /** The key with its modifiers; for a list of keywords the name of the search identifier. */
  readonly span: Span;
}

/** A detection item with several values. */
export interface ValueList {
  readonly item: DetectionItem;
  /** Its values, each once. */
  readonly values: readonly SigmaValue[];
  /** Values that stand there for a second time. */
  readonly repeats: readonly SigmaValue[];
}

/** One document under check. */
export class CheckedDocument {
  /** Path of its file. */
  readonly path: string;
  /** The model. */
  readonly content: Rule | CorrelationRule | FilterRule;
  /** True when nothing in it was unreadable. */
  readonly isComplete: boolean;
  #items: readonly WrittenItem[] | undefined;
  #parsedItems: readonly DetectionItem[] | undefined;
  #exprs: ReadonlyMap<string, Expr> | undefined;
  #logic: Logic | undefined;
  #lists: readonly ValueList[] | undefined;
  #tags: readonly YamlScalar[] | undefined;

  /**
   * Takes a document as it was read.
   *
   * @param path Path of its file
   * @param content The model
   * @param isComplete False when a fault was found while it was read
   */
  constructor(path: string, content: Rule | CorrelationRule | FilterRule, isComplete: boolean) {
    this.path = path;
    this.content = content;
    this.isComplete = isComplete;
  }

  /** The document's YAML. */
  get root(): YamlMapping {
    return this.content.document;
  }

  /** Title, id, tags and the like. */
  get metadata(): Metadata {
    return this.content.metadata;
  }

  /** The id in lower case; `null` when there is none. */
  get id(): string | null {
    return this.metadata.id?.toLowerCase() ?? null;
  }

  /** Where to report what is missing: the first key. */
  get start(): Span {
    return this.root.pairs[0]?.key.span ?? this.root.span;
  }

  /** The log source; empty for a correlation. */
  get logsource(): LogSource {
    return this.content.kind === "Correlation" ? {} : this.content.logsource;
  }

  /** Search identifiers; none for a correlation. */
  get identifiers(): readonly SearchIdentifier[] {
    return this.content.kind === "Correlation" ? [] : this.content.identifiers;
  }

  /** Names of all search identifiers, also of those that cannot be read. */
  get names(): readonly string[] {
    if (this.isComplete) return this.identifiers.map(({ name }) => name);
    return identifierPairs(this.root, this.content.kind).map(({ key }) => key.text);
  }

  /** Conditions over search identifiers; none for a correlation. */
  get conditions(): readonly Condition[] {
    const { content } = this;
    if (content.kind === "Correlation") return [];
    return content.kind === "Rule" ? content.conditions : [content.condition];
  }

  /** The scalars of a list field such as `tags`. */
  scalars(key: string): readonly YamlScalar[] {
    if (key === "tags") return this.#tags ??= this.#scalars(key);
    return this.#scalars(key);
  }

  #scalars(key: string): readonly YamlScalar[] {
    const node = getValue(this.root, key);
    if (node?.kind !== "Sequence") return [];
    return node.items.filter((item): item is YamlScalar =>
      item.kind === "Scalar" && item.type !== "null"
    );
  }

  /** The scalar of a field such as `title`, if it is one. */
  scalar(key: string): YamlScalar | undefined {
    const node = getValue(this.root, key);
    return node?.kind === "Scalar" && node.type !== "null" ? node : undefined;
  }

  /** All detection items as written, also those with faults. */
  get items(): readonly WrittenItem[] {
    return this.#items ??= writtenItems(this.root, this.content.kind);
  }

  /** All detection items as read. */
  get parsedItems(): readonly DetectionItem[] {
    return this.#parsedItems ??= this.identifiers.flatMap(({ detection }) => itemsOf(detection));
  }

  /** The items with several values, each with the first occurrence of each value. */
  get lists(): readonly ValueList[] {
    return this.#lists ??= this.parsedItems.filter(({ values }) => values.length > 1)
      .map((item): ValueList => {
        const firsts = new Map<string, SigmaValue>();
        const repeats: SigmaValue[] = [];
        for (const value of item.values) {
          const key = valueKey(value);
          if (firsts.has(key)) repeats.push(value);
          else firsts.set(key, value);
        }
        return { item, values: [...firsts.values()], repeats };
      });
  }

  /** What each search identifier means, by its name; to be used when the document is complete. */
  get exprs(): ReadonlyMap<string, Expr> {
    return this.#exprs ??= new Map(
      this.identifiers.map(({ name, detection }) => [name, lowerDetection(detection)]),
    );
  }

  /** The conditions with their names resolved. */
  get logic(): Logic {
    return this.#logic ??= resolveConditions(this.conditions, this.names);
  }
}

function itemsOf(detection: Detection): readonly DetectionItem[] {
  return detection.kind === "Item" ? [detection] : detection.items.flatMap(itemsOf);
}

const NOT_IDENTIFIERS: readonly string[] = ["condition", "timeframe"];

function identifierPairs(root: YamlMapping, kind: string): readonly YamlPair[] {
  if (kind === "Correlation") return [];
  const section = getValue(root, kind === "Filter" ? "filter" : "detection");
  if (section?.kind !== "Mapping") return [];
  return section.pairs.filter(({ key: { text } }) =>
    !NOT_IDENTIFIERS.includes(text) && (kind !== "Filter" || text !== "rules")
  );
}

function writtenItems(root: YamlMapping, kind: string): readonly WrittenItem[] {
  const items: WrittenItem[] = [];
  for (const { key, value } of identifierPairs(root, kind)) addItems(value, key.span, items);
  return items;
}

function addItems(node: YamlNode, span: Span, items: WrittenItem[]): void {
  switch (node.kind) {
    case "Scalar":
      items.push({ field: null, modifiers: [], values: [node], span });
      return;
    case "Mapping":
      for (const { key, value } of node.pairs) {
        const [field, ...modifiers] = key.text.split("|");
        items.push({
          field: field === "" ? null : field,
          modifiers,
          values: value.kind === "Sequence"
            ? value.items.filter(isScalar)
            : [value].filter(isScalar),
          span: key.span,
        });
      }
      return;
    case "Sequence":
      if (node.items.every(isScalar)) {
        items.push({ field: null, modifiers: [], values: node.items, span });
        return;
      }
      for (const item of node.items) addItems(item, item.span, items);
  }
}

function isScalar(node: YamlNode): node is YamlScalar {
  return node.kind === "Scalar";
}
