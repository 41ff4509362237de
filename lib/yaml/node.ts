/**
 * The tree that the YAML layer makes: documents with positions.
 *
 * @module
 */

import type { Span } from "../source.ts";

/** A scalar with its YAML 1.1 type. */
export interface YamlScalar {
  readonly kind: "Scalar";
  /** Type by YAML 1.1; a quoted scalar is always a string. */
  readonly type: "string" | "number" | "boolean" | "null" | "timestamp";
  /** The value; a timestamp is its text. Integers beyond 2^53 are `bigint`. */
  readonly value: string | number | bigint | boolean | null;
  /** The decoded text, before any typing. */
  readonly text: string;
  readonly span: Span;
  /** True when each character of `text` stands at `span.start` plus its index. */
  readonly verbatim: boolean;
}

/** A sequence. */
export interface YamlSequence {
  readonly kind: "Sequence";
  readonly items: readonly YamlNode[];
  readonly span: Span;
}

/** One pair of a mapping. */
export interface YamlPair {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

/** A mapping. Keys are unique scalars; order is kept. */
export interface YamlMapping {
  readonly kind: "Mapping";
  readonly pairs: readonly YamlPair[];
  readonly span: Span;
}

/** Any node. */
export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

/** Returns the value for a key, or `undefined`. */
export function getValue(mapping: YamlMapping, key: string): YamlNode | undefined {
  for (const pair of mapping.pairs) {
    if (pair.key.text === key) return pair.value;
  }
  return undefined;
}
