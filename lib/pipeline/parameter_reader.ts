/**
 * Reads the parameters of one item, condition or finalizer from its mapping.
 *
 * @module
 */

import type { Report } from "../sigma/report.ts";
import type { Span } from "../source.ts";
import { didYouMean } from "../suggest.ts";
import { getValue, type YamlMapping, type YamlNode, type YamlPair } from "../yaml/node.ts";
import { compilePythonRegex } from "./python_regex/compile_python_regex.ts";
import type { CompiledRegex } from "./python_regex/compiled_regex.ts";

/** Reads parameters and reports what is wrong with them. Each parameter must be asked for once. */
export class ParameterReader {
  /** What is read, for messages: `Transformation "x"`. */
  readonly what: string;
  /** The parameters. */
  readonly mapping: YamlMapping;
  /** Gets the faults. */
  readonly report: Report;
  readonly #known: Set<string>;
  #failed = false;

  /**
   * Makes a reader.
   *
   * @param mapping The mapping
   * @param what What it is, for messages: a capital first
   * @param report Gets the faults
   * @param others Keys that somebody else reads
   */
  constructor(mapping: YamlMapping, what: string, report: Report, others: readonly string[]) {
    this.mapping = mapping;
    this.what = what;
    this.report = report;
    this.#known = new Set(others);
  }

  /** True when a fault was reported. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Takes note of a fault that was reported elsewhere. */
  markFailed(): void {
    this.#failed = true;
  }

  /** Reports a fault. */
  fault(message: string, span: Span = this.mapping.span, hint?: string): undefined {
    this.#failed = true;
    this.report.error("pipeline-invalid", `${this.what}: ${message}`, span, hint);
    return undefined;
  }

  /** Reports something that is right, but cannot be done here. */
  refuse(message: string, span: Span = this.mapping.span, hint?: string): undefined {
    this.#failed = true;
    this.report.error("pipeline-unsupported", `${this.what}: ${message}`, span, hint);
    return undefined;
  }

  /** Reports every key that nobody has asked for. */
  finish(): void {
    for (const { key } of this.mapping.pairs) {
      if (this.#known.has(key.text)) continue;
      this.fault(
        `there is no parameter "${key.text}"`,
        key.span,
        didYouMean(key.text, this.#known),
      );
    }
  }

  /** The node of a parameter, or `undefined`. */
  node(key: string): YamlNode | undefined {
    this.#known.add(key);
    return getValue(this.mapping, key);
  }

  /** The node of a parameter that must be there. */
  requiredNode(key: string): YamlNode | undefined {
    const node = this.node(key);
    return node ?? this.fault(`the parameter "${key}" is missing`);
  }

  /** A text; null counts as left out. */
  text(key: string): string | undefined {
    const node = this.node(key);
    if (node === undefined || isNull(node)) return undefined;
    return this.#text(key, node);
  }

  /** A text that must be there. */
  requiredText(key: string): string | undefined {
    const node = this.requiredNode(key);
    return node === undefined ? undefined : this.#text(key, node);
  }

  #text(key: string, node: YamlNode): string | undefined {
    if (node.kind === "Scalar" && node.type === "string") return node.text;
    return this.fault(`the parameter "${key}" is not a text`, node.span, quotesHint(node));
  }

  /** True or false. */
  flag(key: string, otherwise: boolean): boolean {
    const node = this.node(key);
    if (node === undefined) return otherwise;
    if (node.kind === "Scalar" && node.type === "boolean") return node.value === true;
    this.fault(`the parameter "${key}" is not true or false`, node.span);
    return otherwise;
  }

  /** One of some words. */
  choice<T extends string>(key: string, values: readonly T[], otherwise?: T): T | undefined {
    const node = otherwise === undefined ? this.requiredNode(key) : this.node(key);
    if (node === undefined) return otherwise;
    if (node.kind === "Scalar" && values.includes(node.text as T)) return node.text as T;
    const listed = values.map((value) => `"${value}"`).join(", ");
    return this.fault(
      `the parameter "${key}" is not one of ${listed}`,
      node.span,
      node.kind === "Scalar" ? didYouMean(node.text, values) : undefined,
    );
  }

  /** A list of texts; with `single` also one text alone. */
  texts(key: string, single = false): readonly string[] | undefined {
    const node = this.node(key);
    if (node === undefined || isNull(node)) return undefined;
    return this.textsOf(key, node, single);
  }

  /** A list of texts that must be there. */
  requiredTexts(key: string, single = false): readonly string[] | undefined {
    const node = this.requiredNode(key);
    return node === undefined ? undefined : this.textsOf(key, node, single);
  }

  /** Texts of a node that is read already. */
  textsOf(key: string, node: YamlNode, single: boolean): readonly string[] | undefined {
    if (single && node.kind === "Scalar" && node.type === "string") return [node.text];
    if (node.kind !== "Sequence") {
      const what = single ? "a text or a list of texts" : "a list of texts";
      return this.fault(`"${key}" is not ${what}`, node.span, quotesHint(node));
    }
    const texts: string[] = [];
    for (const item of node.items) {
      if (item.kind !== "Scalar" || item.type !== "string") {
        this.fault(`"${key}" has an entry that is not a text`, item.span, quotesHint(item));
        return undefined;
      }
      texts.push(item.text);
    }
    return texts;
  }

  /** The pairs of a mapping that must be there. */
  requiredPairs(key: string): readonly YamlPair[] | undefined {
    const node = this.requiredNode(key);
    if (node === undefined) return undefined;
    if (node.kind === "Mapping") return node.pairs;
    return this.fault(`the parameter "${key}" is not a mapping`, node.span);
  }

  /** A Python regular expression that must be there. */
  requiredRegex(key: string): CompiledRegex | undefined {
    const pattern = this.requiredText(key);
    return pattern === undefined ? undefined : this.regex(pattern, this.node(key)!.span);
  }

  /** Compiles a Python regular expression that was read already. */
  regex(pattern: string, span: Span): CompiledRegex | undefined {
    const compiled = compilePythonRegex(pattern);
    if (!("fault" in compiled)) return compiled;
    const message = `cannot read the regular expression "${pattern}": ${compiled.fault}`;
    return compiled.unsupported ? this.refuse(message, span) : this.fault(message, span);
  }
}

function isNull(node: YamlNode): boolean {
  return node.kind === "Scalar" && node.type === "null";
}

function quotesHint(node: YamlNode): string | undefined {
  return node.kind === "Scalar" && node.type !== "null" ? "Put quotes around it" : undefined;
}
