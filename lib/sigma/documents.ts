/**
 * The Sigma documents of one text: rules, correlations and filters, with
 * `action` documents applied to their neighbours.
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal } from "../diagnostic.ts";
import { deepUpdate, withoutKey } from "../yaml/deep_update.ts";
import { getValue, type YamlMapping } from "../yaml/node.ts";
import { parseYaml, type YamlDocument } from "../yaml/parse.ts";
import type { CorrelationRule, FilterRule, Rule } from "./ast.ts";
import { parseCorrelation } from "./parse_correlation.ts";
import { parseFilter } from "./parse_filter.ts";
import { parseRule } from "./parse_rule.ts";

/** One document of a text. */
export interface SigmaDocument {
  /** Index in the text, from 0; `action` documents count. */
  readonly index: number;
  /** What the document is; absent when it cannot be read. With a fatal diagnostic it is incomplete. */
  readonly content?: Rule | CorrelationRule | FilterRule;
  /** Faults and warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads all documents of a text.
 *
 * `action: global` is laid over each rule behind it, `reset` ends that, and
 * `repeat` is the rule, or the global document, before it with changes: what
 * it says itself wins over a global document (Sigma collections; the
 * specification 2.1 no longer describes them).
 *
 * @param text YAML
 * @returns The documents in order; those that only carry an action are left out, unless they have
 * faults
 */
export function readDocuments(text: string): SigmaDocument[] {
  const reader = new DocumentReader();
  return parseYaml(text).flatMap((document) => reader.read(document) ?? []);
}

const ACTIONS: readonly string[] = ["global", "reset", "repeat"];

/** A document that later ones build on. */
interface Template {
  readonly mapping: YamlMapping;
  /** True when it was not read without faults: nothing may build on it. */
  readonly faulty: boolean;
}

class DocumentReader {
  #global: Template | undefined;
  #previous: Template | undefined;

  read({ index, root, diagnostics }: YamlDocument): SigmaDocument | undefined {
    if (root === undefined) return { index, diagnostics };
    if (root.kind !== "Mapping") {
      const what = root.kind === "Scalar" ? "a scalar" : "a list";
      const fault = diagnostic(
        "error",
        "not-a-rule",
        `The document is ${what}, not a rule`,
        root.span,
      );
      return { index, diagnostics: [...diagnostics, fault] };
    }
    const action = getValue(root, "action");
    const faulty = diagnostics.some(isFatal);
    if (action === undefined) return this.#document(index, root, diagnostics, faulty);
    const own = withoutKey(root, "action");
    switch (action.kind === "Scalar" ? action.text : "") {
      case "global":
        this.#global = { mapping: own, faulty };
        this.#previous = this.#global;
        return diagnostics.length === 0 ? undefined : { index, diagnostics };
      case "reset":
        this.#global = undefined;
        return diagnostics.length === 0 ? undefined : { index, diagnostics };
      case "repeat": {
        if (this.#previous !== undefined) {
          const { mapping } = this.#previous;
          return this.#rule(index, deepUpdate(mapping, own), diagnostics, faulty, this.#previous);
        }
        const fault = diagnostic(
          "error",
          "invalid-action",
          'There is no document before "action: repeat"',
          action.span,
        );
        return { index, diagnostics: [...diagnostics, fault] };
      }
      default: {
        const fault = diagnostic(
          "error",
          "invalid-action",
          `The action is not one of ${ACTIONS.join(", ")}`,
          action.span,
        );
        return { index, diagnostics: [...diagnostics, fault] };
      }
    }
  }

  #document(
    index: number,
    root: YamlMapping,
    found: readonly Diagnostic[],
    faulty: boolean,
  ): SigmaDocument {
    if (getValue(root, "correlation") !== undefined) {
      const { correlation, diagnostics } = parseCorrelation(root);
      return { index, content: correlation, diagnostics: [...found, ...diagnostics] };
    }
    if (getValue(root, "filter") !== undefined) {
      const { filter, diagnostics } = parseFilter(root);
      return { index, content: filter, diagnostics: [...found, ...diagnostics] };
    }
    const whole = this.#global === undefined ? root : deepUpdate(root, this.#global.mapping);
    return this.#rule(index, whole, found, faulty, this.#global);
  }

  /** Reads a rule that may build on a template, and keeps it for `repeat`. */
  #rule(
    index: number,
    whole: YamlMapping,
    found: readonly Diagnostic[],
    faulty: boolean,
    template: Template | undefined,
  ): SigmaDocument {
    this.#previous = { mapping: whole, faulty: faulty || template?.faulty === true };
    const { rule, diagnostics } = parseRule(whole);
    const all = found.length === 0 ? diagnostics : [...found, ...diagnostics];
    if (template?.faulty !== true) return { index, content: rule, diagnostics: all };
    const fault = diagnostic(
      "error",
      "invalid-action",
      "The rule builds on a document in front of it that has faults",
      whole.span,
    );
    return { index, content: rule, diagnostics: [...all, fault] };
  }
}
