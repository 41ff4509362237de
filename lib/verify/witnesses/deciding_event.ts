/**
 * Events in which one test decides whether the condition holds.
 *
 * @module
 */

import { makeEvent } from "../../event/event.ts";
import { sizeOf } from "../effort.ts";
import { buildEvent, type EventDraft, fieldsOf, plainLine } from "./build_event.ts";
import type { Demand } from "./demands.ts";
import { type Path, planBeside } from "./paths.ts";
import { KEYWORD_FIELD } from "./tree.ts";
import type { Studio } from "./witnesses.ts";

/** Attempts to find an event, each with other choices. */
const ATTEMPTS = 5;

/**
 * Makes an event in which a test decides.
 *
 * @param path The way to the test
 * @param want What the test shall give
 * @param studio What it is made with
 * @returns The event; where none was found that has the wanted outcome, the first that could be
 * made at all
 */
export function decidingEvent(path: Path, want: boolean, studio: Studio): EventDraft | undefined {
  let first: EventDraft | undefined;
  const { tree, planner, random } = studio;
  for (let attempt = 0; attempt < ATTEMPTS && !studio.effort.isSpent; attempt++) {
    const demands: Demand[] = [
      ...planner.plan(path.leaf, want),
      ...planBeside(path, planner),
    ];
    const event = buildEvent(demands, tree, studio, random.below(2) === 1);
    if (event === undefined) continue;
    if (hasOutcome(event, path.positive === want, studio)) return event;
    first ??= event;
  }
  return first;
}

function hasOutcome(
  event: EventDraft,
  outcome: boolean,
  { condition, effort, tree }: Studio,
): boolean {
  if (condition === undefined) return true;
  const fields = fieldsOf(event);
  effort.spend(sizeOf(fields), tree.searches);
  const line = KEYWORD_FIELD in fields ? plainLine(fields) : undefined;
  return condition.matches(makeEvent(fields, line)) === outcome;
}

/** An event, and which search identifiers were meant to hold. */
export interface IdentifierEvent {
  readonly event: EventDraft;
  readonly holding: readonly string[];
}

/** Up to this many search identifiers are combined in every way. */
const MAX_COMBINED = 4;

/** Makes events in which search identifiers hold or not, in many combinations. */
export function* identifierEvents(studio: Studio): Generator<IdentifierEvent> {
  const { tree, planner, random } = studio;
  const names = [...tree.identifiers.keys()];
  for (const holding of combinations(names)) {
    const demands: Demand[] = [];
    for (const [name, node] of tree.identifiers) {
      demands.push(...planner.plan(node, holding.includes(name)));
    }
    const event = buildEvent(demands, tree, studio, random.below(2) === 1);
    if (event !== undefined) yield { event, holding };
  }
}

/** All sets of a few names; of many: none, all, each alone, and all but each. */
function combinations(names: readonly string[]): string[][] {
  if (names.length <= MAX_COMBINED) {
    const sets: string[][] = [[]];
    for (const name of names) sets.push(...sets.map((set) => [...set, name]));
    return sets;
  }
  return [
    [],
    [...names],
    ...names.map((name) => [name]),
    ...names.map((name) => names.filter((other) => other !== name)),
  ];
}
