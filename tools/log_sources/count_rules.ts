/**
 * How many rules of a corpus the table converts, and why it does not convert the others.
 *
 * @module
 */

import "../../lib/leql/load_re2.ts";
import { readFileSync } from "node:fs";
import { type LeqlRule, ruleToLeql } from "../../lib/compiler/rule_to_leql.ts";
import { prepareSetup, type Setup } from "../../lib/compiler/setup.ts";
import { type Diagnostic, DIAGNOSTIC_CODES, isFatal } from "../../lib/diagnostic.ts";
import { obstacleText } from "../../lib/cli/mapping/gaps_text.ts";
import { type FailedRule, type Gap, rankGaps } from "../../lib/mappings/tools/gaps.ts";
import { findObstacles } from "../../lib/mappings/tools/obstacles.ts";
import type { EvidenceGrade, MappingTable } from "../../lib/mappings/table.ts";
import { weakestEvidence, withoutEventType } from "../../lib/mappings/used_evidence.ts";
import type { LogSource, Rule } from "../../lib/sigma/ast.ts";
import { type Collection, SharedDocuments } from "../../lib/sigma/collection.ts";
import { readDocuments, type SigmaDocument } from "../../lib/sigma/documents.ts";
import { listFiles } from "../../tests/helpers/project.ts";

/** A rule of the corpus. */
interface CorpusRule {
  readonly name: string;
  readonly document: SigmaDocument;
  readonly collection: Collection;
}

/** What becomes of a rule. */
export interface RuleOutcome {
  readonly logsource: LogSource;
  readonly isConverted: boolean;
  /** For a converted rule: how well the least known thing is known, the event type aside. */
  readonly grade?: EvidenceGrade;
  /** Whether it is converted where everything must have been seen. */
  readonly isSeen: boolean;
  /** Why it is not converted. */
  readonly reasons: readonly string[];
}

/** How many rules are converted under a value of a choice. */
export interface ChoiceCount {
  readonly choice: string;
  readonly value: string;
  readonly converted: number;
  readonly seen: number;
}

/** What the table does to the rules of a corpus. */
export interface CorpusCounts {
  readonly rules: readonly RuleOutcome[];
  readonly choices: readonly ChoiceCount[];
  /** What keeps rules from being converted where everything must have been seen. */
  readonly seenGaps: readonly Gap[];
}

/**
 * Converts a corpus under each choice of a table.
 *
 * @param table The table
 * @param folder The corpus
 */
export function countRules(table: MappingTable, folder: string): CorpusCounts {
  const rules = readRules(folder);
  const usual = run(rules, table);
  const strict = run(rules, table, "seen");
  const converted = (outcomes: readonly Run[]): number =>
    outcomes.filter(({ isConverted }) => isConverted).length;
  return {
    rules: usual.map(({ failed: _, ...outcome }, at): RuleOutcome => {
      return { ...outcome, isSeen: strict[at].isConverted };
    }),
    choices: countChoices(rules, table, converted(usual), converted(strict)),
    seenGaps: rankGaps(strict.flatMap(({ failed }) => failed ?? []), "all"),
  };
}

function readRules(folder: string): CorpusRule[] {
  const shared = new SharedDocuments([]);
  return listFiles(folder, ".yml").flatMap((path) => {
    const source = { path: path.slice(folder.length + 1), text: readFileSync(path, "utf8") };
    const documents = readDocuments(source.text);
    const collection = shared.collectionFor(source, documents);
    return documents.filter(({ content }) => content?.kind === "Rule")
      .map((document) => ({ name: source.path, document, collection }));
  });
}

function countChoices(
  rules: readonly CorpusRule[],
  table: MappingTable,
  usual: number,
  strict: number,
): ChoiceCount[] {
  return Object.entries(table.choices ?? {}).flatMap(([choice, known]) =>
    Object.keys(known?.values ?? {}).map((value): ChoiceCount => {
      if (value === known?.default) return { choice, value, converted: usual, seen: strict };
      const count = (minEvidence?: EvidenceGrade): number => {
        const choices = { [choice]: value };
        const setup = prepareSetup({ mapping: table, choices, minEvidence }, undefined);
        return rules.filter((rule) => convert(rule, setup).faults.length === 0).length;
      };
      return { choice, value, converted: count(), seen: count("seen") };
    })
  );
}

/** What a rule is converted to, and its faults. */
interface Conversion {
  /** Absent for a rule that cannot be read. */
  readonly converted?: LeqlRule;
  readonly faults: readonly Diagnostic[];
}

function convert({ document, collection }: CorpusRule, setup: Setup): Conversion {
  const faults = document.diagnostics.filter(isFatal);
  if (faults.length > 0) return { faults };
  const converted = ruleToLeql(document.content as Rule, collection, setup);
  return { converted, faults: converted.diagnostics.filter(isFatal) };
}

interface Run extends Omit<RuleOutcome, "isSeen"> {
  readonly failed?: FailedRule;
}

function run(
  rules: readonly CorpusRule[],
  mapping: MappingTable,
  minEvidence?: EvidenceGrade,
): readonly Run[] {
  const setup = prepareSetup({ mapping, minEvidence }, undefined);
  return rules.map((rule) => runRule(rule, setup));
}

function runRule(rule: CorpusRule, setup: Setup): Run {
  const { logsource } = rule.document.content as Rule;
  const { converted, faults } = convert(rule, setup);
  if (converted !== undefined && faults.length === 0) {
    const grade = weakestEvidence(withoutEventType(converted.evidence))?.grade;
    return { logsource, isConverted: true, reasons: [], ...(grade && { grade }) };
  }
  const ways = converted === undefined
    ? []
    : findObstacles(converted.processed, setup.mapping!, setup.minEvidence);
  // What the last entry that is tried lacks is what a conversion reports.
  const last = ways.at(-1) ?? [];
  const others = new Set(
    faults.map(({ code }) => code).filter((code) =>
      !last.some((obstacle) => obstacle.code === code)
    ),
  );
  return {
    logsource,
    isConverted: false,
    reasons: [...[...others].map((code) => DIAGNOSTIC_CODES[code]), ...last.map(obstacleText)],
    failed: { name: rule.name, ways, isHopeless: others.size > 0 },
  };
}
