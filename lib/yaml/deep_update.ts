/**
 * Mappings laid over one another.
 *
 * @module
 */

import type { YamlMapping, YamlPair } from "./node.ts";

/**
 * Lays one mapping over another: mappings merge key by key, anything else is replaced.
 *
 * @param base The mapping below
 * @param update The mapping above, which wins
 * @returns A new mapping: the keys of `base` in their order, then the new ones
 */
export function deepUpdate(base: YamlMapping, update: YamlMapping): YamlMapping {
  const updates = new Map(update.pairs.map((pair) => [pair.key.text, pair]));
  const pairs = base.pairs.map((pair): YamlPair => {
    const over = updates.get(pair.key.text);
    if (over === undefined) return pair;
    updates.delete(pair.key.text);
    const { value } = pair;
    if (value.kind === "Mapping" && over.value.kind === "Mapping") {
      return { key: over.key, value: deepUpdate(value, over.value) };
    }
    return over;
  });
  return { kind: "Mapping", pairs: [...pairs, ...updates.values()], span: base.span };
}

/** Returns the mapping without a key. */
export function withoutKey(mapping: YamlMapping, key: string): YamlMapping {
  const pairs = mapping.pairs.filter((pair) => pair.key.text !== key);
  return { kind: "Mapping", pairs, span: mapping.span };
}
