/**
 * Checks Sigma rules: faults that keep them from being read, and what is legal
 * but hardly meant.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { lowerRule } from "../expr/lower_rule.ts";
import type { FilterRule, Rule, SearchIdentifier } from "../sigma/ast.ts";
import { readDocuments, type SigmaDocument } from "../sigma/documents.ts";
import type { Source, Span } from "../source.ts";
import { parseYaml } from "../yaml/parse.ts";
import { CODE_CHECKS, codeName, codeSeverity } from "./codes.ts";
import { type CheckConfig, Selection } from "./config.ts";
import { CheckedDocument } from "./document.ts";
import { compareIssues, type Issue, type IssueSeverity, type Place } from "./issue.ts";
import { Positions } from "./positions.ts";
import { VALIDATORS } from "./registry.ts";
import { valueFaults } from "./value_faults.ts";
import type { CollectionFinding, Collector, Parameters, Validator } from "./validator.ts";

/** Checks texts with one configuration. */
export interface Checker {
  /**
   * Checks all documents of a text.
   *
   * @param source The text and its path
   * @param linesBefore Lines of the file in front of the text, for one document of a stream
   * @returns What was found, in the order of the places. Never throws.
   */
  checkText(source: Source, linesBefore?: number): readonly Issue[];
  /**
   * Returns what only all texts together show, such as a title that is used twice, in the order
   * of paths and places. The checker then begins anew.
   */
  finish(): readonly Issue[];
}

/**
 * Makes a checker. Between texts it remembers ids, names, titles and file names with their
 * places, and nothing else.
 *
 * @param config What to check
 * @throws {TypeError} For a validator or a parameter that does not exist
 *
 * @example A search identifier that nothing names
 * ```ts
 * import { createChecker } from "./checker.ts";
 * import assert from "node:assert/strict";
 *
 * const checker = createChecker({ validators: ["dangling_detection"] });
 * const text = `
 * title: Whoami
 * logsource: { category: process_creation, product: windows }
 * detection:
 *   selection: { Image|endswith: '\\whoami.exe' }
 *   filter: { User: SYSTEM }
 *   condition: selection
 * `;
 * const [issue] = checker.checkText({ path: "whoami.yml", text });
 * assert.equal(issue.validator, "dangling_detection");
 * assert.deepEqual([issue.line, issue.column], [6, 3]);
 * ```
 */
export function createChecker(config: CheckConfig = {}): Checker {
  return new CollectionChecker(new Selection(config));
}

/** An input that cannot be read, as an issue of its own. */
export function faultIssue(path: string, fault: Diagnostic): Issue {
  const { code, severity, message, hint, line = 1, column = 1 } = fault;
  const place = { path, line, column, endLine: line, endColumn: column };
  return makeIssue(codeName(code), codeSeverity(severity), place, message, hint, undefined);
}

interface Collecting {
  readonly validator: Validator;
  readonly collector: Collector;
}

interface Checking {
  readonly validator: Validator;
  readonly parameters: Parameters;
}

class CollectionChecker implements Checker {
  readonly #selection: Selection;
  readonly #checking: readonly Checking[];
  readonly #collecting: readonly Collecting[];

  constructor(selection: Selection) {
    this.#selection = selection;
    const all = [...VALIDATORS.values()];
    this.#checking = all.filter(({ check }) => check !== undefined).map((validator) => {
      return { validator, parameters: selection.parameters(validator.name) };
    });
    this.#collecting = all.flatMap((validator) =>
      validator.collect === undefined ? [] : { validator, collector: validator.collect() }
    );
  }

  checkText(source: Source, linesBefore = 0): readonly Issue[] {
    const issues = new IssueList(source, linesBefore);
    try {
      const documents = readDocuments(source.text);
      if (documents.length === 0 && parseYaml(source.text).length === 0) {
        const fault = diagnostic("error", "empty-file", "The file has no document");
        this.#addDiagnostic(fault, null, undefined, new Set(), issues);
      }
      for (const document of documents) this.#checkDocument(source, document, issues);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      const message = `Cannot check the file because of a fault of this program: ${what}`;
      issues.add("internal", "error", undefined, message, "Please report it, with the rule");
    }
    return issues.sorted();
  }

  finish(): readonly Issue[] {
    return this.#collecting.flatMap(({ validator, collector }) =>
      collector.finish().map((finding) => toIssue(validator, finding))
    ).sort(compareIssues);
  }

  #checkDocument(source: Source, read: SigmaDocument, issues: IssueList): void {
    const { content, diagnostics } = read;
    const rule = content?.metadata.id;
    const id = rule?.toLowerCase() ?? null;
    const faults = [...diagnostics];
    const covered = new Set<string>();
    if (content !== undefined) {
      const isComplete = diagnostics.every(({ severity }) => severity === "warning");
      const document = new CheckedDocument(source.path, content, isComplete);
      faults.push(...languageFaults(document));
      issues.rule = rule;
      this.#validate(document, id, issues, covered);
    }
    for (const fault of faults) this.#addDiagnostic(fault, id, rule, covered, issues);
  }

  #validate(
    document: CheckedDocument,
    id: string | null,
    issues: IssueList,
    covered: Set<string>,
  ): void {
    for (const { validator, parameters } of this.#checking) {
      const { name, severity, covers } = validator;
      if (!this.#selection.includes(name, id)) continue;
      for (const code of covers ?? []) covered.add(code);
      validator.check!(document, (span, message, hint, own = severity) => {
        issues.add(name, own, span, message, hint);
      }, parameters);
    }
    for (const { validator, collector } of this.#collecting) {
      if (this.#selection.includes(validator.name, id)) collector.add(document, issues.placeOf);
    }
  }

  #addDiagnostic(
    { code, severity, message, span, hint }: Diagnostic,
    id: string | null,
    rule: string | undefined,
    covered: ReadonlySet<string>,
    issues: IssueList,
  ): void {
    if (covered.has(code)) return;
    const name = codeName(code);
    const isWanted = severity !== "error" && CODE_CHECKS.has(name)
      ? this.#selection.includes(name, id)
      : this.#selection.admits(name, id);
    if (!isWanted) return;
    issues.rule = rule;
    issues.add(name, codeSeverity(severity), span, message, hint);
  }
}

/** Names that conditions get wrong, and what LEQL cannot say, whatever the mapping. */
function languageFaults(document: CheckedDocument): readonly Diagnostic[] {
  const { content } = document;
  if (content.kind === "Correlation") return [];
  const faults = valueFaults(document.parsedItems);
  if (!document.logic.isPartial) return faults;
  return [...lowerRule(asRule(content, document)).diagnostics, ...faults];
}

/** A filter has the same parts as a rule, and one condition. */
function asRule(content: Rule | FilterRule, document: CheckedDocument): Rule {
  if (content.kind === "Rule" && document.isComplete) return content;
  const { metadata, logsource, document: root } = content;
  return {
    kind: "Rule",
    metadata,
    logsource,
    identifiers: document.isComplete ? content.identifiers : namedIdentifiers(document),
    conditions: document.conditions,
    fields: [],
    document: root,
    logsourceSpan: root.span,
  };
}

/** All search identifiers; those that cannot be read are there by name, with no content. */
function namedIdentifiers({ names, identifiers, root }: CheckedDocument): SearchIdentifier[] {
  const { span } = root;
  return names.map((name) =>
    identifiers.find((identifier) => identifier.name === name) ??
      { name, detection: { kind: "All", items: [], span }, span }
  );
}

/** Issues of one text; those that are the same in all are kept once. */
class IssueList {
  /** Id of the rule that issues are about. */
  rule: string | undefined;
  readonly #positions: Positions;
  readonly #issues: Issue[] = [];
  readonly #seen = new Set<string>();

  constructor(source: Source, linesBefore: number) {
    this.#positions = new Positions(source, linesBefore);
  }

  readonly placeOf = (span: Span): Place => this.#positions.place(span);

  add(
    validator: string,
    severity: IssueSeverity,
    span: Span | undefined,
    message: string,
    hint: string | undefined,
  ): void {
    const key = `${validator} ${span?.start} ${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.#issues.push(
      makeIssue(validator, severity, this.#positions.place(span), message, hint, this.rule),
    );
  }

  sorted(): readonly Issue[] {
    return this.#issues.sort(compareIssues);
  }
}

function toIssue(
  { name, severity }: Validator,
  { place, message, hint, rule, related }: CollectionFinding,
): Issue {
  const issue = makeIssue(name, severity, place, message, hint, rule);
  return related === undefined || related.length === 0 ? issue : { ...issue, related };
}

function makeIssue(
  validator: string,
  severity: IssueSeverity,
  place: Place,
  message: string,
  hint: string | undefined,
  rule: string | undefined,
): Issue {
  const issue = { ...place, severity, validator, message };
  return {
    ...issue,
    ...(hint === undefined ? undefined : { hint }),
    ...(rule === undefined ? undefined : { rule }),
  };
}
