/** Which classes a difference belongs to. */

import { DIFFERENCE_CLASSES, type DifferenceClass } from "./classes.ts";
import { tokenize, type Writer } from "./lexer.ts";
import { canonicalText, parseTokens } from "./tree.ts";

/**
 * Classifies two queries that are not the same text.
 *
 * @returns The classes that are needed to explain all of the difference, the main one first;
 * empty when the classes do not explain it
 */
export function classifyQueries(reference: string, ours: string): string[] {
  let needed = DIFFERENCE_CLASSES;
  try {
    if (!equalWith(needed, reference, ours)) return [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
  // The first ones forget the most, so they are given up first.
  for (const item of DIFFERENCE_CLASSES) {
    const without = needed.filter((other) => other !== item);
    if (equalWith(without, reference, ours)) needed = without;
  }
  return needed.map(({ id }) => id);
}

function equalWith(
  classes: readonly DifferenceClass[],
  reference: string,
  ours: string,
): boolean {
  return reduce(classes, reference, "reference") === reduce(classes, ours, "ours");
}

function reduce(classes: readonly DifferenceClass[], query: string, writer: Writer): string {
  let tokens: ReturnType<typeof tokenize> = tokenize(query, writer);
  for (const { forgetTokens } of classes) tokens = [...forgetTokens?.(tokens) ?? tokens];
  let tree = parseTokens(tokens);
  for (const { forget } of [...classes].reverse()) tree = forget?.(tree) ?? tree;
  return canonicalText(tree);
}

/** What one writer gives for a rule. */
export interface Answer {
  /** Queries by format; absent when there are none. */
  readonly queries?: Readonly<Record<string, readonly string[]>>;
  /** Why there are none. */
  readonly error?: string;
}

/** A class of answers of which one has no queries, or of the layout of a detection definition. */
interface AnswerClass {
  readonly id: string;
  readonly test: (reference: Answer, ours: Answer) => boolean;
}

const ANSWER_CLASSES: readonly AnswerClass[] = [
  {
    id: "placeholder",
    test: (reference, ours) =>
      ours.error === "unresolved-placeholder" && someQuery(reference, /%\w+%/),
  },
  {
    id: "empty-in-list",
    test: (reference, ours) =>
      reference.error?.startsWith("IndexError") === true && someQuery(ours, / \[(?:.*, )?""[,\]]/),
  },
  {
    id: "fieldref",
    test: (reference, ours) =>
      reference.error?.startsWith("AttributeError") === true && someQuery(ours, / == /),
  },
];

function someQuery(answer: Answer, regexp: RegExp): boolean {
  return answer.queries?.default.some((query) => regexp.test(query)) === true;
}

/** Ids of all classes, in order of weight. */
export const CLASS_IDS: readonly string[] = [
  ...ANSWER_CLASSES.map(({ id }) => id),
  "definition-split",
  ...DIFFERENCE_CLASSES.map(({ id }) => id),
];

/**
 * Classifies the answers to one rule.
 *
 * @returns `undefined` when they agree, blanks at line ends apart; else the classes, the main one
 * first, or none when the classes do not explain the difference
 */
export function classifyAnswers(reference: Answer, ours: Answer): string[] | undefined {
  if (reference.queries === undefined && ours.queries === undefined) return undefined;
  if (reference.queries === undefined || ours.queries === undefined) {
    return ANSWER_CLASSES.filter(({ test }) => test(reference, ours)).map(({ id }) => id);
  }
  const found = new Set<string>();
  for (const format of Object.keys(reference.queries)) {
    const theirs = reference.queries[format].map(trimLines);
    const mine = ours.queries[format] ?? [];
    if (JSON.stringify(theirs) === JSON.stringify(mine)) continue;
    if (theirs.length !== mine.length) return [];
    for (const [at, text] of theirs.entries()) {
      if (text === mine[at]) continue;
      const theirBare = reference.queries.default[at];
      const mineBare = ours.queries.default[at];
      // What differs in the bare query is classified there, the frame has to be the same.
      if (frame(format, mine[at], mineBare) === undefined) return [];
      const framed = frame(format, text, theirBare);
      if (framed === undefined) found.add("definition-split");
      else if (framed !== frame(format, mine[at], mineBare)) return [];
      if (theirBare === mineBare) continue;
      const ids = classifyQueries(theirBare, mineBare);
      if (ids.length === 0) return [];
      for (const id of ids) found.add(id);
    }
  }
  return found.size === 0 ? undefined : CLASS_IDS.filter((id) => found.has(id));
}

/** Removes the blanks that the reference leaves at the ends of lines. */
export function trimLines(query: string): string {
  return query.replace(/ +$/gm, "");
}

/** What stands around the bare query; `undefined` when the bare query cannot be found in it. */
function frame(format: string, query: string, bare: string): string | undefined {
  const oneLine = query.replace(/\n {2}(AND|OR)\n {2}/g, " $1 ");
  const text = format === "default" ? query : oneLine;
  return text.includes(bare) ? text.replace(bare, () => "") : undefined;
}
