/**
 * Which search identifiers a quantifier means.
 *
 * @module
 */

const PATTERNS = new Map<string, RegExp>();

/**
 * Finds the names that a quantifier's pattern matches.
 *
 * `them` means every name that does not begin with `_`; a pattern matches
 * names that begin with `_` only if it begins with `_` itself (Sigma rules
 * specification 2.1, "Condition").
 *
 * @param pattern `them`, a name, or a pattern with `*`
 * @param names The names, in their order
 * @returns The matching ones, in the same order
 */
export function matchNames(pattern: string, names: readonly string[]): string[] {
  if (pattern === "them") return names.filter((name) => !name.startsWith("_"));
  let regexp = PATTERNS.get(pattern);
  if (regexp === undefined) {
    const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
    regexp = new RegExp(`^${source}$`, "s");
    if (PATTERNS.size > 1000) PATTERNS.clear();
    PATTERNS.set(pattern, regexp);
  }
  const underscored = pattern.startsWith("_");
  return names.filter((name) => (underscored || !name.startsWith("_")) && regexp.test(name));
}
