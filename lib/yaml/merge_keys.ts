/**
 * YAML 1.1 merge keys: `<<: *defaults`.
 *
 * @module
 */

import type { YamlMapping, YamlNode, YamlPair } from "./node.ts";

/** Collects what one mapping merges. */
export class MergeKeys {
  readonly #sources: YamlMapping[] = [];

  /** Takes the value of a merge key. Returns false when it is not a mapping or a list of mappings. */
  add(value: YamlNode): boolean {
    if (value.kind === "Mapping") {
      this.#sources.push(value);
      return true;
    }
    if (value.kind !== "Sequence") return false;
    for (const item of value.items) {
      if (item.kind !== "Mapping") return false;
      this.#sources.push(item);
    }
    return true;
  }

  /** Returns the pairs with the merged ones behind them; a key that is there already wins. */
  mergeInto(pairs: YamlPair[]): YamlPair[] {
    if (this.#sources.length === 0) return pairs;
    const seen = new Set(pairs.map((pair) => pair.key.text));
    const merged = [...pairs];
    for (const source of this.#sources) {
      for (const pair of source.pairs) {
        if (seen.has(pair.key.text)) continue;
        seen.add(pair.key.text);
        merged.push(pair);
      }
    }
    return merged;
  }
}
