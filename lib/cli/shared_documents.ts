import type { FilterRule, Rule } from "../sigma/ast.ts";
import { readDocuments } from "../sigma/documents.ts";
import type { Source } from "../source.ts";

/**
 * Finds, among many texts, the documents that others refer to: filters,
 * correlations and the rules that these name.
 *
 * Works on the texts alone, without reading their YAML: a pass over thousands
 * of rules must cost next to nothing, and most inputs have none of these. What
 * it keeps is bounded by the number of references.
 *
 * @module
 */

/** A text that may hold a filter or a correlation; one in flow style begins a line with `{`. */
const CANDIDATE_REGEXP =
  /^(?:(?:\?[ \t]+|[&!]\S*[ \t]+)*["']?(?:correlation|filter)["']?[ \t]*(?::|$)|---[ \t]*\{|\{)/m;

/** Lines that name a rule. */
const NAME_LINE_REGEXP = /^[ \t]*["']?(?:id|name)["']?[ \t]*:[ \t]*(.+)$/gm;

/** A document in flow style, whose names stand anywhere in its lines. */
const FLOW_REGEXP = /^(?:---[ \t]*)?\{/m;

/** True when the text may hold a filter or a correlation. */
export function mayRefer(text: string): boolean {
  if (CANDIDATE_REGEXP.test(text)) return true;
  if (!/filter|correlation|\\[xuU]/.test(text)) return false;
  // A usual rule has its keys in the first column, and with them its detection.
  return text.split(/^---/m).some((part) =>
    !DETECTION_REGEXP.test(part) && /\b(?:filter|correlation)\b|\\[xuU]/.test(part)
  );
}

const DETECTION_REGEXP = /^detection[ \t]*:/m;

/** Tells whether a text holds filters, and whether it holds anything else. */
export function filtersIn(text: string): { readonly some: boolean; readonly only: boolean } {
  if (!mayRefer(text)) return { some: false, only: false };
  const documents = readDocuments(text);
  const filters = documents.filter(({ content }) => content?.kind === "Filter");
  return { some: filters.length > 0, only: filters.length === documents.length };
}

/** Collects what one pass over the texts finds. */
export class SharedSearch {
  readonly #sources: Source[] = [];
  /** Texts of the sources by path: files of two folders, and the documents of a stream, share one. */
  readonly #known = new Map<string, Set<string>>();
  readonly #references = new Set<string>();

  /** Looks at a text for filters and correlations. */
  addReferring(path: string, text: string): void {
    if (!mayRefer(text)) return;
    for (const { content } of readDocuments(text)) {
      if (content === undefined || content.kind === "Rule") continue;
      this.#add(path, text);
      for (const name of referencesOf(content)) this.#references.add(name);
    }
  }

  /** True when texts must be looked at for the rules that are referred to. */
  get hasReferences(): boolean {
    return this.#references.size > 0;
  }

  /** Looks at a text for rules that are referred to. Call it when all referring texts are known. */
  addReferred(path: string, text: string): void {
    for (const name of namesIn(text)) {
      if (!this.#references.has(name)) continue;
      this.#add(path, text);
      return;
    }
  }

  /** The texts that were found, in the order of finding. */
  get sources(): readonly Source[] {
    return this.#sources;
  }

  #add(path: string, text: string): void {
    const texts = this.#known.get(path) ?? new Set();
    if (texts.has(text)) return;
    this.#known.set(path, texts.add(text));
    this.#sources.push({ path, text });
  }
}

function referencesOf(
  content: Exclude<NonNullable<ReturnType<typeof readDocuments>[number]["content"]>, Rule>,
): readonly string[] {
  const rules: FilterRule["rules"] = content.rules;
  return rules === "any" ? [] : rules.map(({ name }) => name);
}

/** Ids and names of the documents of a text; perhaps some more. */
function* namesIn(text: string): Generator<string> {
  for (const [, value] of text.matchAll(NAME_LINE_REGEXP)) yield scalarText(value);
  if (!FLOW_REGEXP.test(text)) return;
  for (const { content } of readDocuments(text)) {
    if (content?.metadata.id !== undefined) yield content.metadata.id;
    if (content?.metadata.name !== undefined) yield content.metadata.name;
  }
}

/** The value of a line, without quotes and comment. */
function scalarText(value: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(value);
  return quoted === null ? value.replace(/[ \t]+#.*$/, "").trim() : quoted[2];
}
