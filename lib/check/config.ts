/**
 * Which checks run on which rules.
 *
 * @module
 */

import { checkNames, CODE_CHECKS } from "./codes.ts";
import type { IssueSeverity } from "./issue.ts";
import { VALIDATORS } from "./registry.ts";
import type { Parameters } from "./validator.ts";

/** Checks that are left out for one rule. */
export interface CheckExclusion {
  /** The rule's id; `null` means rules without one. */
  readonly rule: string | null;
  /** Names of the checks. */
  readonly validators: readonly string[];
}

/** What to check, as a configuration file says it. */
export interface CheckConfig {
  /**
   * `all`, names, and names with `-` in front that take one away again, read from left to right.
   *
   * @default {["all"]}
   */
  readonly validators?: readonly string[];
  /** Checks that single rules do without. @default {[]} */
  readonly exclusions?: readonly CheckExclusion[];
  /** Parameters by validator. @default {{}} */
  readonly parameters?: Readonly<Record<string, Parameters>>;
}

/** A configuration with its names looked up. */
export class Selection {
  readonly #enabled = new Set<string>();
  readonly #disabled = new Set<string>();
  readonly #exclusions = new Map<string | null, ReadonlySet<string>>();
  readonly #parameters: Readonly<Record<string, Parameters>>;

  /**
   * Looks the names up.
   *
   * @param config What to check
   * @throws {TypeError} For a name or a parameter that does not exist
   */
  constructor({ validators = ["all"], exclusions = [], parameters = {} }: CheckConfig) {
    const names = new Set(checkNames());
    for (const entry of validators) this.#select(entry, names);
    for (const { rule, validators } of exclusions) {
      for (const name of validators) demand(names, name);
      const id = rule?.toLowerCase() ?? null;
      this.#exclusions.set(id, new Set([...this.#exclusions.get(id) ?? [], ...validators]));
    }
    for (const [name, own] of Object.entries(parameters)) {
      for (const key of Object.keys(own)) {
        if (VALIDATORS.get(name)?.parameters?.[key] !== undefined) continue;
        throw new TypeError(`The validator "${name}" has no parameter "${key}"`);
      }
    }
    this.#parameters = parameters;
  }

  #select(entry: string, names: ReadonlySet<string>): void {
    if (entry === "all") {
      for (const name of names) this.#enabled.add(name);
      this.#disabled.clear();
      return;
    }
    const isRemoval = entry.startsWith("-");
    const name = isRemoval ? entry.slice(1) : entry;
    demand(names, name);
    if (isRemoval) {
      this.#enabled.delete(name);
      this.#disabled.add(name);
    } else {
      this.#enabled.add(name);
      this.#disabled.delete(name);
    }
  }

  /**
   * True when a check runs on a rule.
   *
   * @param name Name of the check
   * @param rule Id of the rule in lower case, or `null`
   */
  includes(name: string, rule: string | null): boolean {
    return this.#enabled.has(name) && !this.#isExcluded(name, rule);
  }

  /** True unless the check was taken away by its name: faults that keep a rule from being read. */
  admits(name: string, rule: string | null): boolean {
    return !this.#disabled.has(name) && !this.#isExcluded(name, rule);
  }

  /** Parameters of a validator: the configured ones over its defaults. */
  parameters(name: string): Parameters {
    return { ...VALIDATORS.get(name)?.parameters, ...this.#parameters[name] };
  }

  #isExcluded(name: string, rule: string | null): boolean {
    return this.#exclusions.get(rule)?.has(name) ?? false;
  }
}

function demand(names: ReadonlySet<string>, name: string): void {
  if (!names.has(name)) throw new TypeError(`There is no validator "${name}"`);
}

/** A check for lists and reports. */
export interface CheckInfo {
  /** Name in configurations. */
  readonly name: string;
  /** `pysigma`: as in pySigma; `own`: not there; `compiler`: a fault that keeps from converting. */
  readonly origin: "pysigma" | "own" | "compiler";
  /** Usual severity; a compiler's fault has its own. */
  readonly severity: IssueSeverity;
  /** What it finds, in one line without a full stop. */
  readonly summary: string;
}

/** All checks, in the order of the documentation. */
export function listChecks(): readonly CheckInfo[] {
  const validators = [...VALIDATORS.values()].map(({ name, origin, severity, summary }) => {
    return { name, origin, severity, summary };
  });
  const codes = [...CODE_CHECKS.values()].map(({ name, summary }): CheckInfo => {
    return { name, origin: "compiler", severity: "error", summary };
  });
  return [...validators, ...codes];
}
