/**
 * The keys that the field names of a correlation stand for: in all of its
 * rules the same one.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { mapName } from "../mappings/map_name.ts";
import type { Mapping } from "../mappings/prepare.ts";
import type { CorrelationRule, Rule } from "../sigma/ast.ts";

/** Finds keys. */
export class CorrelationKeys {
  readonly #correlation: CorrelationRule;
  readonly #rules: readonly Rule[];
  readonly #mapping: Mapping | undefined;
  readonly #diagnostics: Diagnostic[];

  /**
   * @param correlation The correlation
   * @param rules Its rules, in the order of its references
   * @param mapping The table; without one, fields are keys
   * @param diagnostics Gets the faults
   */
  constructor(
    correlation: CorrelationRule,
    rules: readonly Rule[],
    mapping: Mapping | undefined,
    diagnostics: Diagnostic[],
  ) {
    this.#correlation = correlation;
    this.#rules = rules;
    this.#mapping = mapping;
    this.#diagnostics = diagnostics;
  }

  /** Returns the key of a field or alias, or `undefined` when a fault was reported. */
  find(name: string): string | undefined {
    const alias = this.#correlation.aliases.find((candidate) => candidate.name === name);
    const keys = new Set<string>();
    let complete = true;
    this.#rules.forEach((rule, at) => {
      const reference = this.#correlation.rules[at].name;
      const { id, name: ruleName } = rule.metadata;
      const aliased = alias?.fields.find((candidate) =>
        candidate.rule === reference || candidate.rule === id || candidate.rule === ruleName
      );
      if (alias !== undefined && aliased === undefined) {
        this.#report(`The alias "${name}" has no field for the rule "${reference}"`);
        complete = false;
        return;
      }
      const key = this.#map(aliased?.field ?? name, rule);
      if (key === undefined) complete = false;
      else keys.add(key);
    });
    if (!complete) return undefined;
    if (keys.size === 1) return [...keys][0];
    this.#report(
      `LEQL groups and calculates by one key, and "${name}" is ${[...keys].join(" or ")}, ` +
        "depending on the rule",
    );
    return undefined;
  }

  #map(field: string, rule: Rule): string | undefined {
    if (this.#mapping === undefined) return field;
    const mapped = mapName(field, rule.logsource, this.#mapping);
    if ("key" in mapped) return mapped.key;
    this.#report(`Cannot map field "${field}": ${mapped.reason}`);
    return undefined;
  }

  #report(message: string): void {
    const { start } = this.#correlation.span;
    this.#diagnostics.push(
      diagnostic("unsupported", "unsupported-correlation", message, { start, end: start }),
    );
  }
}
