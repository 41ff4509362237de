/**
 * Reads pySigma's format of validator configurations.
 *
 * @module
 */

import { type Diagnostic, diagnostic, locate } from "../diagnostic.ts";
import type { Source, Span } from "../source.ts";
import { didYouMean } from "../suggest.ts";
import type { YamlMapping, YamlNode, YamlScalar } from "../yaml/node.ts";
import { parseYaml } from "../yaml/parse.ts";
import { checkNames } from "./codes.ts";
import type { CheckConfig, CheckExclusion } from "./config.ts";
import { VALIDATORS } from "./registry.ts";
import type { Parameters } from "./validator.ts";

/** A configuration, or what is wrong with its text. */
export interface ParsedCheckConfig {
  /** Absent when there is a fault. */
  readonly config?: CheckConfig;
  /** Faults, each with its place. */
  readonly diagnostics: readonly Diagnostic[];
}

const KEYS = ["validators", "exclusions", "config"] as const;
const UUID_REGEXP = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/**
 * Reads a configuration:
 *
 * ```yaml
 * validators: [all, -tlpv1_tag]
 * exclusions:
 *   5013198e-6f2c-4a0e-9f5e-25ac8e7e2ab1: [number_as_string, escaped_wildcard]
 * config:
 *   filename_length: { max_size: 80 }
 * ```
 *
 * Without `validators` all of them are meant. The rule `null` means rules without an id.
 *
 * @param source YAML and the path to name in diagnostics
 * @returns The configuration, or its faults; never throws
 *
 * @example A misspelt name
 * ```ts
 * import { parseCheckConfig } from "./parse_config.ts";
 * import assert from "node:assert/strict";
 *
 * const text = "validators: [all, -danglig_detection]\n";
 * const { diagnostics: [fault] } = parseCheckConfig({ path: "checks.yml", text });
 * assert.equal(fault.hint, 'Did you mean "dangling_detection"?');
 * assert.deepEqual([fault.line, fault.column], [1, 20]);
 * ```
 */
export function parseCheckConfig(source: Source): ParsedCheckConfig {
  const reader = new ConfigReader();
  const config = reader.read(source.text);
  const diagnostics = reader.diagnostics.map((item) => locate(item, source.text));
  return diagnostics.length > 0 ? { diagnostics } : { config, diagnostics };
}

class ConfigReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #names: readonly string[] = checkNames();

  read(text: string): CheckConfig {
    const documents = parseYaml(text);
    for (const { diagnostics } of documents) this.diagnostics.push(...diagnostics);
    const [document, second] = documents;
    if (document === undefined) return {};
    if (second !== undefined) {
      this.#fault("A configuration is one document", second.root?.span);
      return {};
    }
    const { root } = document;
    if (root === undefined) return {};
    if (root.kind !== "Mapping") {
      this.#fault("The configuration is not a mapping", root.span);
      return {};
    }
    return this.#root(root);
  }

  #root(root: YamlMapping): CheckConfig {
    const config: { -readonly [K in keyof CheckConfig]: CheckConfig[K] } = {};
    for (const { key, value } of root.pairs) {
      switch (key.text) {
        case "validators":
          config.validators = this.#validators(value);
          break;
        case "exclusions":
          config.exclusions = this.#exclusions(value);
          break;
        case "config":
          config.parameters = this.#parameters(value);
          break;
        default:
          this.#fault(
            `The configuration has the unknown key "${key.text}"`,
            key.span,
            didYouMean(key.text, KEYS) ?? `Known are ${KEYS.join(", ")}`,
          );
      }
    }
    return config;
  }

  #validators(node: YamlNode): readonly string[] {
    if (isNull(node)) return [];
    if (node.kind !== "Sequence") {
      this.#fault('The key "validators" is not a list', node.span);
      return [];
    }
    const entries: string[] = [];
    const selected = new Set<string>();
    for (const item of node.items) {
      const entry = this.#text(item, "A validator");
      if (entry === undefined) continue;
      if (entry === "all") {
        for (const name of this.#names) selected.add(name);
      } else if (!entry.startsWith("-")) {
        if (!this.#isName(entry, item.span)) continue;
        selected.add(entry);
      } else if (!this.#remove(entry.slice(1), selected, item.span)) continue;
      entries.push(entry);
    }
    return entries;
  }

  #remove(name: string, selected: Set<string>, { start, end }: Span): boolean {
    const span = { start: start + 1, end };
    if (!this.#isName(name, span)) return false;
    if (selected.delete(name)) return true;
    this.#fault(
      `Cannot take away "${name}": it is not selected before`,
      span,
      'Write it behind "all", or behind its own name',
    );
    return false;
  }

  #exclusions(node: YamlNode): readonly CheckExclusion[] {
    if (isNull(node)) return [];
    if (node.kind !== "Mapping") {
      this.#fault('The key "exclusions" is not a mapping', node.span);
      return [];
    }
    return node.pairs.map(({ key, value }): CheckExclusion => {
      const rule = key.type === "null" ? null : key.text;
      if (rule !== null && !UUID_REGEXP.test(rule)) {
        this.#fault(`"${rule}" is not the id of a rule`, key.span, "Write a UUID, or null");
      }
      const items = value.kind === "Sequence" ? value.items : [value];
      const validators = items.flatMap((item) => {
        const name = this.#text(item, "A validator");
        return name !== undefined && this.#isName(name, item.span) ? name : [];
      });
      return { rule, validators };
    });
  }

  #parameters(node: YamlNode): Readonly<Record<string, Parameters>> {
    if (isNull(node)) return {};
    if (node.kind !== "Mapping") {
      this.#fault('The key "config" is not a mapping', node.span);
      return {};
    }
    const parameters: Record<string, Parameters> = {};
    for (const { key, value } of node.pairs) {
      if (!this.#isName(key.text, key.span)) continue;
      if (value.kind === "Mapping") parameters[key.text] = this.#parametersOf(key.text, value);
      else if (!isNull(value)) {
        this.#fault(`The parameters of "${key.text}" are not a mapping`, value.span);
      }
    }
    return parameters;
  }

  #parametersOf(name: string, node: YamlMapping): Parameters {
    const known = VALIDATORS.get(name)?.parameters ?? {};
    const parameters: Record<string, number> = {};
    for (const { key, value } of node.pairs) {
      if (!Object.hasOwn(known, key.text)) {
        const names = Object.keys(known);
        const hint = names.length === 0
          ? "It has no parameters"
          : didYouMean(key.text, names) ?? `Known are ${names.join(", ")}`;
        this.#fault(`The validator "${name}" has no parameter "${key.text}"`, key.span, hint);
        continue;
      }
      const number = value.kind === "Scalar" && value.type === "number" ? Number(value.value) : -1;
      if (Number.isSafeInteger(number) && number >= 0) parameters[key.text] = number;
      else {
        this.#fault(
          `The parameter "${key.text}" is not a whole number of 0 or more`,
          value.span,
        );
      }
    }
    return parameters;
  }

  #text(node: YamlNode, what: string): string | undefined {
    if (node.kind === "Scalar" && node.type !== "null") return node.text;
    this.#fault(`${what} is not a text`, node.span);
    return undefined;
  }

  #isName(name: string, span: Span): boolean {
    if (this.#names.includes(name)) return true;
    const hint = name.startsWith("sigmahq")
      ? "Validators of pySigma's plug-ins are not part of this program"
      : didYouMean(name, [...this.#names, "all"]);
    this.#fault(`There is no validator "${name}"`, span, hint);
    return false;
  }

  #fault(message: string, span?: Span, hint?: string): void {
    this.diagnostics.push(diagnostic("error", "invalid-check-config", message, span, hint));
  }
}

function isNull(node: YamlNode): node is YamlScalar {
  return node.kind === "Scalar" && node.type === "null";
}
