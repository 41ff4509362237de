/**
 * The keys that the field names of a correlation stand for: in all of its
 * rules the same one.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { mapName } from "../mappings/map_name.ts";
import type { Mapping, PreparedEntry } from "../mappings/prepare.ts";
import type { UsedEvidence } from "../mappings/used_evidence.ts";
import type { CorrelationRule, Rule } from "../sigma/ast.ts";

/** A rule of a correlation, and what carries it. */
export interface CarriedRule {
  readonly rule: Rule;
  /** Absent without a mapping table. */
  readonly entry: PreparedEntry | undefined;
}

/**
 * Returns the fields of one rule that a correlation groups or calculates by.
 *
 * @param correlation The correlation
 * @param rule The rule
 * @param at Its place among the references of the correlation, from 0
 */
export function correlationFields(
  correlation: CorrelationRule,
  rule: Rule,
  at: number,
): readonly string[] {
  return [...correlation.groupBy, ...correlation.condition.fields]
    .map((name) => fieldOf(correlation, name, rule, at)).filter((name) => name !== undefined);
}

/** The field that a name or alias stands for in a rule; `undefined` when an alias leaves it out. */
function fieldOf(
  { aliases, rules }: CorrelationRule,
  name: string,
  { metadata }: Rule,
  at: number,
): string | undefined {
  const alias = aliases.find((candidate) => candidate.name === name);
  if (alias === undefined) return name;
  const { id, name: ruleName } = metadata;
  return alias.fields.find(({ rule }) =>
    rule === rules[at].name || rule === id || rule === ruleName
  )?.field;
}

/** Finds keys. */
export class CorrelationKeys {
  readonly #correlation: CorrelationRule;
  readonly #rules: readonly CarriedRule[];
  readonly #mapping: Mapping | undefined;
  readonly #diagnostics: Diagnostic[];
  /** Evidence of the keys that were found. */
  readonly evidence: UsedEvidence[] = [];

  /**
   * @param correlation The correlation
   * @param rules Its rules, in the order of its references
   * @param mapping The table; without one, fields are keys
   * @param diagnostics Gets the faults
   */
  constructor(
    correlation: CorrelationRule,
    rules: readonly CarriedRule[],
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
    const keys = new Set<string>();
    let complete = true;
    this.#rules.forEach((carried, at) => {
      const field = fieldOf(this.#correlation, name, carried.rule, at);
      if (field === undefined) {
        const reference = this.#correlation.rules[at].name;
        this.#report(`The alias "${name}" has no field for the rule "${reference}"`);
        complete = false;
        return;
      }
      const key = this.#map(field, carried);
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

  #map(field: string, { entry }: CarriedRule): string | undefined {
    // Without an entry the rule itself has a fault.
    if (this.#mapping === undefined) return field;
    if (entry === undefined) return undefined;
    const mapped = mapName(field, entry, this.#mapping);
    if ("key" in mapped) {
      this.evidence.push(...mapped.evidence);
      return mapped.key;
    }
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
