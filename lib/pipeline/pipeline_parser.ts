/**
 * Reads the items of a pipeline file.
 *
 * @module
 */

import type { Report } from "../sigma/report.ts";
import type { Span } from "../source.ts";
import { didYouMean } from "../suggest.ts";
import type { YamlMapping, YamlNode } from "../yaml/node.ts";
import { FINALIZERS } from "./finalizers/registry.ts";
import type { compileTemplate } from "./jinja.ts";
import { ParameterReader } from "./parameter_reader.ts";
import { parseFieldTests, parseItemTests, parseRuleTests } from "./parse_conditions.ts";
import type { Finalizer, PipelineSource, PostprocessingItem, ProcessingItem } from "./pipeline.ts";
import { POSTPROCESSING } from "./postprocessing/registry.ts";
import { TRANSFORMATIONS } from "./transformations/registry.ts";

/** One entry of a list: what its type is called, and the reader of its parameters. */
interface Entry<T> {
  readonly type: T;
  readonly reader: ParameterReader;
  readonly label: string;
  readonly id: string | undefined;
}

/** A registry entry, as far as every list needs it. */
interface Named {
  readonly name: string;
  readonly refusal?: string;
}

/** Keys that only the tool that runs pipelines may set; a pipeline's own are ignored. */
const CALLER_KEYS: readonly string[] = [
  "allow_template_vars",
  "vars_allowed_paths",
  "allow_external_sources",
];

/** Reads lists of items, postprocessing items and finalizers of one file. */
export class PipelineParser {
  readonly #source: PipelineSource;
  readonly #report: Report;
  readonly #compile: typeof compileTemplate | undefined;

  /**
   * Makes a parser.
   *
   * @param source The file, and the files that it names
   * @param report Gets the faults
   * @param compile The template engine; it must be given when the file has a template
   */
  constructor(
    source: PipelineSource,
    report: Report,
    compile: typeof compileTemplate | undefined,
  ) {
    this.#source = source;
    this.#report = report;
    this.#compile = compile;
  }

  /** Reads the list `transformations`, or the items of a `nest`. */
  items(node: YamlNode, prefix = ""): ProcessingItem[] {
    return this.#list(node, "Processing item", "transformations", prefix, (entry, number) => {
      const item = this.#entry(entry, "Processing item", number, "transformation", TRANSFORMATIONS);
      if (item === undefined) return undefined;
      const { reader, id, label, type } = item;
      const ruleTests = parseRuleTests(reader);
      const itemTests = parseItemTests(reader);
      const fieldTests = parseFieldTests(reader);
      const transformation = type.parse!(reader, {
        files: this.#files,
        parseItems: (items) => this.#nested(reader, items, () => this.items(items, `${number}.`)),
      });
      reader.finish();
      if (transformation === undefined) return undefined;
      return { id, label, ruleTests, itemTests, fieldTests, transformation };
    });
  }

  /** Reads the list `postprocessing`, or the items of a `nest`. */
  postprocessing(node: YamlNode, prefix = ""): PostprocessingItem[] {
    return this.#list(node, "Postprocessing item", "postprocessing", prefix, (entry, number) => {
      const kind = "Postprocessing item";
      const item = this.#entry(entry, kind, number, "post-processing", POSTPROCESSING);
      if (item === undefined) return undefined;
      const { reader, id, label, type } = item;
      const ruleTests = parseRuleTests(reader);
      const apply = type.parse(reader, {
        files: this.#files,
        compile: this.#compile,
        parseItems: (items) =>
          this.#nested(reader, items, () => this.postprocessing(items, `${number}.`)),
      });
      reader.finish();
      return apply && { id, label, ruleTests, apply };
    });
  }

  /** Reads the list `finalizers`, also that of `nested`. */
  finalizers(node: YamlNode, prefix = ""): Finalizer[] {
    return this.#list(node, "Finalizer", "finalizers", prefix, (entry, number) => {
      const item = this.#entry(entry, "Finalizer", number, "finalizer", FINALIZERS);
      if (item === undefined) return undefined;
      const { reader, label, type } = item;
      const apply = type.parse(reader, {
        files: this.#files,
        compile: this.#compile,
        parseFinalizers: (finalizers) =>
          this.#nested(reader, finalizers, () => this.finalizers(finalizers, `${number}.`)),
      });
      reader.finish();
      return apply && { label, apply };
    });
  }

  get #files(): Readonly<Record<string, string>> {
    return this.#source.files ?? {};
  }

  #list<T>(
    node: YamlNode,
    kind: string,
    key: string,
    prefix: string,
    parse: (entry: YamlMapping, number: string) => T | undefined,
  ): T[] {
    if (node.kind === "Scalar" && node.type === "null") return [];
    if (node.kind !== "Sequence") {
      this.#fault(`"${key}" is not a list`, node.span);
      return [];
    }
    return node.items.flatMap((entry, index) => {
      const number = `${prefix}${index + 1}`;
      if (entry.kind === "Mapping") return parse(entry, number) ?? [];
      this.#fault(`${kind} ${number}: it is not a mapping`, entry.span);
      return [];
    });
  }

  #nested<T>(reader: ParameterReader, node: YamlNode, parse: () => T): T | undefined {
    const before = this.#report.items.filter(({ severity }) => severity === "error").length;
    if (node.kind !== "Sequence") return reader.fault("its items are not a list", node.span);
    const parsed = parse();
    const after = this.#report.items.filter(({ severity }) => severity === "error").length;
    if (after > before) reader.markFailed();
    return after > before ? undefined : parsed;
  }

  #entry<T extends Named>(
    entry: YamlMapping,
    kind: string,
    number: string,
    noun: string,
    types: ReadonlyMap<string, T>,
  ): Entry<T> | undefined {
    const first = new ParameterReader(entry, `${kind} ${number}`, this.#report, []);
    const name = first.requiredText("type");
    if (name === undefined) return undefined;
    const { span } = first.node("type")!;
    const type = types.get(name);
    if (type === undefined) {
      return first.fault(`there is no ${noun} "${name}"`, span, didYouMean(name, types.keys()));
    }
    const what = `${kind} ${number} (${name})`;
    const known = kind === "Finalizer" ? ["type"] : ["type", "id"];
    const reader = new ParameterReader(entry, what, this.#report, [...known, ...CALLER_KEYS]);
    if (type.refusal !== undefined) {
      return reader.refuse(`"${name}" cannot be used here: ${type.refusal}`, span);
    }
    const id = kind === "Finalizer" ? undefined : reader.text("id");
    const label = id
      ? `"${id}" of ${this.#source.path}`
      : `${number} (${name}) of ${this.#source.path}`;
    return { type, reader, label, id: id || undefined };
  }

  #fault(message: string, span: Span): void {
    this.#report.error("pipeline-invalid", message, span);
  }
}
