/**
 * Checks Sigma rules: faults that keep them from being read, and what is legal
 * but hardly meant.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { readDocuments, type SigmaDocument } from "../sigma/documents.ts";
import type { Source } from "../source.ts";
import { parseYaml } from "../yaml/parse.ts";
import { CODE_CHECKS, codeName, codeSeverity } from "./codes.ts";
import { type CheckConfig, Selection } from "./config.ts";
import { CheckedDocument } from "./document.ts";
import { compareIssues, type Issue } from "./issue.ts";
import { IssueList } from "./issue_list.ts";
import { languageFaults } from "./language_faults.ts";
import { makeIssue } from "./make_issue.ts";
import { VALIDATORS } from "./registry.ts";
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

function toIssue(
  { name, severity }: Validator,
  { place, message, hint, rule, related }: CollectionFinding,
): Issue {
  const issue = makeIssue(name, severity, place, message, hint, rule);
  return related === undefined || related.length === 0 ? issue : { ...issue, related };
}
