/**
 * Builds node trees from parser events.
 *
 * @module
 */

import { type Event, EVENT_ID, getScalarValue, SCALAR_STYLE, type ScalarEvent } from "js-yaml";
import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { Span } from "../source.ts";
import { MergeKeys } from "./merge_keys.ts";
import type { YamlMapping, YamlNode, YamlPair, YamlScalar, YamlSequence } from "./node.ts";
import { shortTag, typePlainScalar, typeTaggedScalar } from "./scalar.ts";

/** Aliases of one document may add this many nodes; a real rule needs a few dozen. */
export const MAX_ALIAS_NODES = 50_000;

/** Up to this many keys a linear search for duplicates is faster than a set. */
const FEW_KEYS = 16;

/** A document, or what is wrong with it. */
export interface BuiltDocument {
  /** The root node; `undefined` when a fault makes the tree unusable. */
  readonly root?: YamlNode;
  readonly diagnostics: readonly Diagnostic[];
}

/** Thrown inside this folder only, to leave the recursion with a diagnostic. */
class BuildFault extends Error {
  readonly item: Diagnostic;
  constructor(item: Diagnostic) {
    super(item.message);
    this.item = item;
  }
}

function fail(code: Diagnostic["code"], message: string, span: Span, hint?: string): never {
  throw new BuildFault(diagnostic("error", code, message, span, hint));
}

/** Reads the events of one text, document by document. */
export class TreeBuilder {
  readonly #text: string;
  readonly #offset: number;
  readonly #events: readonly Event[];
  #at = 0;
  #anchors = new Map<string, YamlNode>();
  #sizes = new Map<YamlNode, number>();
  #aliasNodes = 0;
  #diagnostics: Diagnostic[] = [];

  /**
   * @param text The text that the events' positions refer to
   * @param events What the parser found in it
   * @param offset Added to every position: where `text` starts in the whole source
   */
  constructor(text: string, events: readonly Event[], offset: number) {
    this.#text = text;
    this.#events = events;
    this.#offset = offset;
  }

  /** Builds all documents. */
  build(): BuiltDocument[] {
    const documents: BuiltDocument[] = [];
    while (this.#at < this.#events.length) documents.push(this.#document());
    return documents;
  }

  #document(): BuiltDocument {
    this.#anchors = new Map();
    this.#sizes = new Map();
    this.#aliasNodes = 0;
    this.#diagnostics = [];
    const start = this.#at++;
    let root: YamlNode | undefined;
    try {
      root = this.#node();
      this.#at++;
    } catch (error) {
      if (!(error instanceof BuildFault)) throw error;
      this.#diagnostics.push(error.item);
      root = undefined;
      this.#skipDocument(start);
    }
    return { root, diagnostics: this.#diagnostics };
  }

  #skipDocument(start: number): void {
    let depth = 0;
    for (let at = start; at < this.#events.length; at++) {
      const { type } = this.#events[at];
      if (type === EVENT_ID.POP) depth--;
      else if (type !== EVENT_ID.SCALAR && type !== EVENT_ID.ALIAS) depth++;
      if (depth === 0) {
        this.#at = at + 1;
        return;
      }
    }
    this.#at = this.#events.length;
  }

  #node(): YamlNode {
    const event = this.#events[this.#at++];
    switch (event.type) {
      case EVENT_ID.SCALAR: {
        const node = this.#scalar(event);
        this.#anchor(event, node);
        return node;
      }
      case EVENT_ID.SEQUENCE: {
        this.#collectionTag(event, "seq");
        const node = this.#sequence(event.start);
        this.#anchor(event, node);
        return node;
      }
      case EVENT_ID.MAPPING: {
        this.#collectionTag(event, "map");
        const node = this.#mapping(event.start);
        this.#anchor(event, node);
        return node;
      }
      case EVENT_ID.ALIAS:
        return this.#alias(event.anchorStart, event.anchorEnd);
      default:
        throw new Error(`Unexpected event ${event.type}`);
    }
  }

  #span(start: number, end: number): Span {
    return { start: start + this.#offset, end: end + this.#offset };
  }

  #scalar(event: ScalarEvent): YamlScalar {
    const empty = event.valueStart < 0;
    const text = getScalarValue(this.#text, event);
    const start = empty ? this.#lastEnd() : event.valueStart;
    const span = this.#span(start, empty ? start : event.valueEnd);
    const tagged = event.tagStart >= 0;
    let typed;
    if (tagged) {
      const tag = this.#text.slice(event.tagStart, event.tagEnd);
      typed = typeTaggedScalar(tag, text);
      if (typed === undefined) {
        fail("yaml-tag", `Cannot read "${text.slice(0, 60)}" as ${tag}`, span);
      }
    } else if (event.style === SCALAR_STYLE.PLAIN) {
      typed = typePlainScalar(text);
    } else {
      typed = { type: "string", value: text } as const;
    }
    return {
      kind: "Scalar",
      type: typed.type,
      value: typed.value,
      text,
      span,
      verbatim: event.fast,
    };
  }

  /** Position of the last thing before an empty scalar. */
  #lastEnd(): number {
    for (let at = this.#at - 2; at >= 0; at--) {
      const event = this.#events[at];
      if (event.type === EVENT_ID.SCALAR && event.valueEnd >= 0) return event.valueEnd;
      if (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) return event.start;
      if (event.type === EVENT_ID.ALIAS) return event.anchorEnd;
    }
    return 0;
  }

  #sequence(start: number): YamlSequence {
    const items: YamlNode[] = [];
    while (this.#events[this.#at].type !== EVENT_ID.POP) items.push(this.#node());
    this.#at++;
    const end = items.length === 0 ? start + this.#offset : items[items.length - 1].span.end;
    return { kind: "Sequence", items, span: { start: start + this.#offset, end } };
  }

  #mapping(start: number): YamlMapping {
    const pairs: YamlPair[] = [];
    const merges = new MergeKeys();
    let seen: Set<string> | undefined;
    let end = start + this.#offset;
    while (this.#events[this.#at].type !== EVENT_ID.POP) {
      const event = this.#events[this.#at];
      const key = this.#node();
      if (key.kind !== "Scalar") fail("yaml-syntax", "A mapping key is not a scalar", key.span);
      const value = this.#node();
      end = Math.max(end, key.span.end, value.span.end);
      if (
        key.text === "<<" && event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN
      ) {
        if (!merges.add(value)) {
          fail("yaml-syntax", "A merge key needs a mapping or a list of mappings", key.span);
        }
        continue;
      }
      const duplicate = seen === undefined
        ? pairs.some((pair) => pair.key.text === key.text)
        : seen.has(key.text);
      if (duplicate) {
        this.#diagnostics.push(diagnostic(
          "error",
          "yaml-duplicate-key",
          `The key "${key.text}" stands twice in one mapping`,
          key.span,
          "Rename one, or put both values into one list",
        ));
      }
      pairs.push({ key, value });
      if (seen !== undefined) seen.add(key.text);
      else if (pairs.length > FEW_KEYS) seen = new Set(pairs.map((pair) => pair.key.text));
    }
    this.#at++;
    const merged = merges.mergeInto(pairs);
    return { kind: "Mapping", pairs: merged, span: { start: start + this.#offset, end } };
  }

  #collectionTag(event: { tagStart: number; tagEnd: number; start: number }, own: string): void {
    if (event.tagStart < 0) return;
    const tag = this.#text.slice(event.tagStart, event.tagEnd);
    const short = shortTag(tag);
    if (short === own || short === "!") return;
    fail(
      "yaml-tag",
      `Cannot read a collection as ${tag}`,
      this.#span(event.tagStart, event.tagEnd),
    );
  }

  #anchor(event: { anchorStart: number; anchorEnd: number }, node: YamlNode): void {
    if (event.anchorStart < 0) return;
    this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), node);
  }

  #alias(start: number, end: number): YamlNode {
    const name = this.#text.slice(start, end);
    const node = this.#anchors.get(name);
    const span = this.#span(start, end);
    if (node === undefined) {
      fail("yaml-syntax", `The alias "*${name}" has no anchor before it`, span);
    }
    this.#aliasNodes += this.#size(node);
    if (this.#aliasNodes > MAX_ALIAS_NODES) {
      fail(
        "yaml-alias-limit",
        `Aliases expand to more than ${MAX_ALIAS_NODES} nodes`,
        span,
        "Write the values out, or split the document",
      );
    }
    return node;
  }

  /** Nodes below and including this one, aliases expanded. */
  #size(node: YamlNode): number {
    const known = this.#sizes.get(node);
    if (known !== undefined) return known;
    let size = 1;
    if (node.kind === "Sequence") {
      for (const item of node.items) size += this.#size(item);
    } else if (node.kind === "Mapping") {
      for (const pair of node.pairs) size += 1 + this.#size(pair.value);
    }
    this.#sizes.set(node, size);
    return size;
  }
}
