/**
 * The Sigma documents of one text: rules, correlations and filters, with
 * `action` documents applied to their neighbours.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
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
 * `repeat` is the document before with changes (Sigma collections; the
 * specification 2.1 no longer describes them).
 *
 * @param text YAML
 * @returns The documents in order; those that only carry an action are left out
 */
export function readDocuments(text: string): SigmaDocument[] {
  const reader = new DocumentReader();
  return parseYaml(text).flatMap((document) => reader.read(document) ?? []);
}

const ACTIONS: readonly string[] = ["global", "reset", "repeat"];

class DocumentReader {
  #global: YamlMapping | undefined;
  #previous: YamlMapping | undefined;

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
    if (action === undefined) return this.#document(index, root, diagnostics);
    const own = withoutKey(root, "action");
    switch (action.kind === "Scalar" ? action.text : "") {
      case "global":
        this.#global = own;
        return undefined;
      case "reset":
        this.#global = undefined;
        return undefined;
      case "repeat": {
        if (this.#previous !== undefined) {
          return this.#document(index, deepUpdate(this.#previous, own), diagnostics);
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
    diagnostics: readonly Diagnostic[],
  ): SigmaDocument {
    const parsed = this.#content(root);
    return {
      index,
      content: parsed.content,
      diagnostics: diagnostics.length === 0
        ? parsed.diagnostics
        : [...diagnostics, ...parsed.diagnostics],
    };
  }

  #content(root: YamlMapping): Pick<SigmaDocument, "content" | "diagnostics"> {
    if (getValue(root, "correlation") !== undefined) {
      const { correlation, diagnostics } = parseCorrelation(root);
      return { content: correlation, diagnostics };
    }
    if (getValue(root, "filter") !== undefined) {
      const { filter, diagnostics } = parseFilter(root);
      return { content: filter, diagnostics };
    }
    const whole = this.#global === undefined ? root : deepUpdate(root, this.#global);
    this.#previous = whole;
    const { rule, diagnostics } = parseRule(whole);
    return { content: rule, diagnostics };
  }
}
