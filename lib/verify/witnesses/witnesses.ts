/**
 * Witness events: what shows whether a query means what its rule means.
 *
 * For each single test of a condition there is an event in which this test
 * decides, one in which it just fails, and near misses of many kinds. So a
 * wrong operator, a lost parenthesis, a lost NOT or a value that is written
 * wrongly changes the outcome of one of them.
 *
 * @module
 */

import type { Matcher } from "../../evaluate/matcher.ts";
import { sigmaMatcher } from "../../evaluate/sigma_matcher.ts";
import type { Rule } from "../../sigma/ast.ts";
import { Effort, sizeOf } from "../effort.ts";
import { makeRandom } from "../random.ts";
import type { EventDraft } from "./build_event.ts";
import type { Workshop } from "./build_value.ts";
import { CaseSeries } from "./case_series.ts";
import { Planner } from "./demands.ts";
import { decidingEvent, identifierEvents } from "./deciding_event.ts";
import { LeafMatchers } from "./leaf_matchers.ts";
import { type Path, pathsOf } from "./paths.ts";
import { RegexSampler } from "./regex_sampler.ts";
import { type ConditionTree, conditionTree } from "./tree.ts";
import type { Witness, WitnessOptions } from "./witness.ts";
import { WitnessWriter } from "./witness_writer.ts";
import { WrittenValues } from "./written.ts";

/** Most events of one condition when nothing else is said. */
const DEFAULT_LIMIT = 1000;

/** What the events of one condition are made with. */
export interface Studio extends Workshop {
  readonly tree: ConditionTree;
  readonly planner: Planner;
  /** The whole condition; `undefined` when it cannot be evaluated. */
  readonly condition: Matcher | undefined;
  readonly written: WrittenValues;
  /** Values that a field is known to have. */
  readonly knownValues: ReadonlyMap<string, readonly string[]>;
}

/**
 * Makes events from a rule: such that satisfy a condition in each way that there is, each
 * alternative once, and near misses for each part of it.
 *
 * @param rule A rule without faults, in the field names that the events shall have
 * @param condition Index of the condition, from 0
 * @param options Seed and limit
 * @returns Events, in an order in which those that cover more come first; none for a condition that
 * names what is not there
 *
 * @example Events for a rule
 * ```ts
 * import { readDocuments } from "../../sigma/documents.ts";
 * import { witnesses } from "./witnesses.ts";
 * import assert from "node:assert/strict";
 *
 * const [{ content }] = readDocuments(`
 * title: Whoami
 * logsource: { category: process_creation, product: windows }
 * detection:
 *   selection: { Image|endswith: '\\whoami.exe' }
 *   condition: selection
 * `);
 * assert.ok(content?.kind === "Rule");
 * const events = [...witnesses(content, 0, { seed: 1, limit: 20 })];
 * assert.equal(events.length, 20);
 * assert.ok(events.some(({ expected }) => expected === true));
 * ```
 */
export function* witnesses(
  rule: Rule,
  condition: number,
  options: WitnessOptions,
): Generator<Witness> {
  const tree = conditionTree(rule, condition);
  if (tree === undefined) return;
  const limit = options.limit ?? DEFAULT_LIMIT;
  const studio = makeStudio(rule, condition, tree, options);
  const { chosen, others } = dividePaths(tree, limit, options);
  let count = 0;
  for (const witness of pathWitnesses(chosen, studio)) {
    yield witness;
    studio.effort.spend(sizeOf(witness.fields), tree.searches);
    if (studio.effort.isSpent) return;
    if (++count >= limit) break;
  }
  for (const witness of decidingWitnesses(others, studio)) {
    yield witness;
    studio.effort.spend(sizeOf(witness.fields), tree.searches);
    if (studio.effort.isSpent) return;
  }
}

function makeStudio(
  rule: Rule,
  condition: number,
  tree: ConditionTree,
  options: WitnessOptions,
): Studio {
  const { seed, written, tally } = options;
  const random = makeRandom(seed);
  const matchers = new LeafMatchers(rule);
  const whole = sigmaMatcher(rule, condition);
  return {
    tree,
    random,
    effort: options.effort ?? new Effort(),
    matchers,
    regexes: new RegexSampler(matchers, tally),
    hashFields: options.hashFields ?? new Map(),
    digestFields: options.digestFields ?? new Map(),
    dependentFields: options.dependentFields ?? new Set(),
    knownValues: options.knownValues ?? new Map(),
    planner: new Planner(random),
    condition: "matches" in whole ? whole : undefined,
    written: new WrittenValues(written),
  };
}

/** Events in which the tests of these ways decide, near misses, and variations. */
function* pathWitnesses(paths: readonly Path[], studio: Studio): Generator<Witness> {
  const writer = new WitnessWriter(studio.tree);
  const series: Iterator<Witness>[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    if (studio.effort.isSpent) return;
    const event = decidingEvent(path, true, studio);
    if (event === undefined) continue;
    yield writer.deciding(path, event);
    const missed = decidingEvent(path, false, studio);
    if (missed !== undefined) yield writer.missed(path, missed);
    series.push(new CaseSeries(path, event, studio, writer, isNew(path, event, seen)).cases());
  }
  yield* writer.together(identifierEvents(studio));
  yield* inTurn(series);
}

/** One event for each of these ways. */
function* decidingWitnesses(paths: readonly Path[], studio: Studio): Generator<Witness> {
  const writer = new WitnessWriter(studio.tree);
  for (const path of paths) {
    if (studio.effort.isSpent) return;
    const event = decidingEvent(path, true, studio);
    if (event !== undefined) yield writer.deciding(path, event);
  }
}

/** What is the same for all values of an item is shown once. */
function isNew({ leaf }: Path, event: EventDraft, seen: Set<string>): boolean {
  const key = `${leaf.identifier} ${leaf.item.span.start} ${leaf.field} ${event.drafts.size > 1}`;
  return !seen.has(key) && seen.add(key) !== undefined;
}

interface DividedPaths {
  /** Those around whose events there are others. */
  readonly chosen: readonly Path[];
  /** Those that have one event alone. */
  readonly others: readonly Path[];
}

/** All ways to the tests; where they are too many for the limit, those chosen are evenly taken. */
function dividePaths(
  tree: ConditionTree,
  limit: number,
  { eachTest, tally }: WitnessOptions,
): DividedPaths {
  const paths: Path[] = [];
  for (const path of pathsOf(tree)) {
    if (paths.length === MAX_PATHS) {
      if (tally !== undefined) tally.untried = true;
      break;
    }
    paths.push(path);
  }
  const most = Math.max(1, limit >> 1);
  if (paths.length <= most) return { chosen: paths, others: [] };
  // What the others have need not be shown again, which leaves room for variations.
  const count = eachTest === true ? Math.max(1, limit >> 2) : most;
  const places = new Set(
    Array.from({ length: count }, (_, at) => Math.floor(at * paths.length / count)),
  );
  return {
    chosen: paths.filter((_, at) => places.has(at)),
    others: eachTest === true ? paths.filter((_, at) => !places.has(at)) : [],
  };
}

/** Most ways that are gone: a search identifier that is named often has many to the same test. */
const MAX_PATHS = 20_000;

/** One witness of each series, then the next of each, until all are through. */
function* inTurn(series: readonly Iterator<Witness>[]): Generator<Witness> {
  let left = [...series];
  while (left.length > 0) {
    const still: Iterator<Witness>[] = [];
    for (const one of left) {
      const { value, done } = one.next();
      if (done === true) continue;
      yield value;
      still.push(one);
    }
    left = still;
  }
}
