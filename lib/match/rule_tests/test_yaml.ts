/**
 * The YAML of a test file.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../../diagnostic.ts";
import { lineColumn, type Position, type Source, type Span } from "../../source.ts";
import { didYouMean } from "../../suggest.ts";
import type { YamlMapping, YamlPair } from "../../yaml/node.ts";
import type { Placed } from "./test_file.ts";

/** Takes mappings and texts out of the tree, and remembers what is wrong with them. */
export class TestYaml {
  /** YAML and the path to name in reports. */
  readonly source: Source;
  /** What is wrong, in the order of finding. */
  readonly faults: Diagnostic[] = [];

  /** @param source YAML and the path to name in reports */
  constructor(source: Source) {
    this.source = source;
  }

  /** The text of a pair that is there; `undefined` when it is none, which is reported. */
  text(pair: YamlPair | undefined): Placed<string> | undefined {
    if (pair === undefined) return undefined;
    const { key, value } = pair;
    if (value.kind === "Scalar" && value.type !== "null" && value.text !== "") {
      return { ...this.position(value.span), value: value.text };
    }
    this.fault(`"${key.text}" is not a text`, value.span);
    return undefined;
  }

  /**
   * The pairs of a mapping; keys that are not known are reported.
   *
   * @param mapping The mapping
   * @param known All keys that it may have
   * @param what What it is, for the message
   * @param hint What to do about an unknown key; without it the known keys are named
   */
  pairs<K extends string>(
    mapping: YamlMapping,
    known: readonly K[],
    what: string,
    hint?: string,
  ): ReadonlyMap<K, YamlPair> {
    const pairs = new Map<K, YamlPair>();
    for (const pair of mapping.pairs) {
      const key = known.find((name) => name === pair.key.text);
      if (key !== undefined) pairs.set(key, pair);
      else {
        this.fault(
          `${what} has the unknown key "${pair.key.text}"`,
          pair.key.span,
          hint ?? didYouMean(pair.key.text, known) ?? `Known are ${known.join(", ")}`,
        );
      }
    }
    return pairs;
  }

  /** Where a node begins. */
  position({ start }: Span): Position {
    return lineColumn(this.source.text, start);
  }

  /** Reports what is wrong. */
  fault(message: string, span: Span, hint?: string): void {
    this.faults.push(diagnostic("error", "invalid-test-file", message, span, hint));
  }
}

/** The place where a span begins. */
export function startOf({ start }: Span): Span {
  return { start, end: start };
}
