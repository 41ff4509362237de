/** What the answers of the reference mean: each is read back and held against its rule on events. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FORMATS } from "../../lib/leql/formats/registry.ts";
import { applyMapping, prepareMapping } from "../../lib/mappings/apply.ts";
import { builtinMapping } from "../../lib/mappings/builtin.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";
import { verifyRule } from "../../lib/verify/verify_rule.ts";
import { answer, compileLikeReference } from "./answers.ts";
import { type Answer, CLASS_IDS, classifyAnswers } from "./classify.ts";

/** What a query does. */
export type Meaning =
  /** Every event has the outcome that the rule gives. */
  | "same"
  /** An event has another. */
  | "other"
  /** The text is not LEQL. */
  | "unreadable"
  /** The rule itself cannot be evaluated. */
  | "unknown";

/** Answers of one class, by what they mean. */
export interface MeaningCount extends Readonly<Record<Meaning, number>> {
  /** `same-text`, or a class of docs/differences.md. */
  readonly id: string;
}

/** One answer. */
export interface JudgedAnswer {
  readonly path: string;
  /** The main class. */
  readonly id: string;
  readonly meaning: Meaning;
  /** What shows it. */
  readonly message: string;
}

/** Class of the answers that are the same text as ours. */
export const SAME_TEXT = "same-text";

/**
 * Judges all answers of the reference.
 *
 * @param corpus The folder of rules
 * @param oracle NDJSON, a line for each rule file: `path` and `queries` by format, or `error`
 */
export function judgeAnswers(corpus: string, oracle: string): JudgedAnswer[] {
  const judged: JudgedAnswer[] = [];
  for (const line of readFileSync(oracle, "utf8").split("\n")) {
    if (line === "") continue;
    const { path, queries, error } = JSON.parse(line);
    if (queries === undefined) continue;
    const text = readFileSync(join(corpus, path), "utf8");
    const reference: Answer = { queries, error };
    const ours = answer(compileLikeReference(path, text));
    const classes = classifyAnswers(reference, ours);
    const id = classes === undefined ? SAME_TEXT : classes[0] ?? "unexplained";
    judged.push({ path, id, ...judge(path, text, queries) });
  }
  return judged;
}

const MAPPING = prepareMapping(builtinMapping("pysigma")!);

/** Judges the queries that a writer gives for a rule under the mapping table pysigma. */
export function judge(
  path: string,
  text: string,
  queries: NonNullable<Answer["queries"]>,
): Pick<JudgedAnswer, "meaning" | "message"> {
  const [{ content: rule }] = readDocuments(text);
  if (rule?.kind !== "Rule") throw new Error(`${path} is no rule`);
  const { entry } = applyMapping(rule, MAPPING);
  const [{ queries: ours }] = compileLikeReference(path, text);
  // What LEQL cannot say exactly is no fault of the reference.
  const declared = ours[0]?.fidelity.kind ?? "exact";
  const { outcome, diagnostics } = verifyRule({
    rule,
    written: rule,
    entry,
    eventTypes: entry?.target.eventType === undefined ? [] : [entry.target.eventType],
    conditions: rule.conditions.map((_, index) => ({
      declared,
      queries: FORMATS.filter((format) => queries[format] !== undefined).map((format) => ({
        format,
        text: queries[format][index],
        isChanged: false,
      })),
    })),
  }, {});
  const fault = diagnostics.find(({ code }) => code === "unreadable-query") ?? diagnostics[0];
  const message = fault?.message ?? "";
  if (fault?.code === "unreadable-query") return { meaning: "unreadable", message };
  if (outcome === "verified") return { meaning: "same", message };
  return { meaning: outcome === "differs" ? "other" : "unknown", message };
}

/** Counts answers by class, in the order of docs/differences.md; classes without any are left out. */
export function countMeanings(judged: readonly JudgedAnswer[]): MeaningCount[] {
  return [SAME_TEXT, ...CLASS_IDS, "unexplained"].flatMap((id): MeaningCount[] => {
    const own = judged.filter((item) => item.id === id);
    if (own.length === 0) return [];
    const count = (meaning: Meaning) => own.filter((item) => item.meaning === meaning).length;
    return [{
      id,
      same: count("same"),
      other: count("other"),
      unreadable: count("unreadable"),
      unknown: count("unknown"),
    }];
  });
}
