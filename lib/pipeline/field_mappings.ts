/**
 * Which fields the mapping items of a pipeline have touched.
 *
 * @module
 */

/** Fields from their first name to their last. */
export class FieldMappings {
  readonly #targets = new Map<string | null, Set<string>>();
  readonly #sources = new Map<string, Set<string | null>>();

  /** Adds a mapping; a field that was a target itself is replaced by the new targets. */
  add(source: string | null, targets: Iterable<string>): void {
    const origins = source === null ? undefined : this.#sources.get(source);
    if (source !== null && origins !== undefined) {
      this.#sources.delete(source);
      for (const origin of origins) {
        this.#targets.get(origin)?.delete(source);
        for (const target of targets) this.#link(origin, target);
      }
    }
    for (const target of targets) this.#link(source, target);
  }

  #link(source: string | null, target: string): void {
    getOrAdd(this.#targets, source).add(target);
    getOrAdd(this.#sources, target).add(source);
  }

  /** Takes over the mappings of a nested pipeline. */
  merge(other: FieldMappings): void {
    for (const [source, targets] of other.#targets) this.add(source, [...targets]);
  }

  /** True when the field was mapped, or is what a field was mapped to. */
  has(field: string): boolean {
    return this.#targets.has(field) || this.#sources.has(field);
  }
}

function getOrAdd<K, V>(map: Map<K, Set<V>>, key: K): Set<V> {
  let found = map.get(key);
  if (found === undefined) map.set(key, found = new Set());
  return found;
}
