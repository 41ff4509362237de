/**
 * A correlation held against its queries: which groups of events it means.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import { aggregateEvents } from "../evaluate/leql_aggregate.ts";
import { type JsonObject, type JsonValue, type LogEvent, makeEvent } from "../event/event.ts";
import { valuesAt } from "../event/lookup.ts";
import type { CorrelationRule } from "../sigma/ast.ts";
import { planGroups, type PlannedGroup } from "./groups.ts";
import { notVerified, type ReadQuery } from "./read_queries.ts";
import { StoredEvents } from "./stored_events.ts";
import type { CorrelationPart } from "./verify_correlation.ts";

/** An event that one of the rules matches. */
export interface BaseEvent {
  readonly part: CorrelationPart;
  /** In the rule's fields. */
  readonly fields: JsonObject;
}

/** A group as it would be stored. */
interface StoredGroup {
  readonly group: PlannedGroup;
  readonly events: readonly LogEvent[];
}

/**
 * Holds the groups that a query finds against those that its correlation means.
 *
 * @param correlation The correlation
 * @param bases Events that are counted
 * @param queries Its queries
 * @returns Faults, and how many events were counted
 */
export function verifyGroups(
  correlation: CorrelationRule,
  bases: readonly BaseEvent[],
  queries: readonly ReadQuery[],
): { readonly diagnostics: readonly Diagnostic[]; readonly events: number } {
  const planned = planGroups(correlation);
  if (planned.length === 0) return failed("The threshold is too high to be counted here");
  const scenes = findScenes(planned, bases, correlation);
  if (scenes === undefined) {
    return failed("No events were found that the rules match in groups of every kind");
  }
  const diagnostics: Diagnostic[] = [];
  for (const query of queries) {
    const fault = scenes.map((groups) => compareGroups(query, groups)).find((found) => found);
    if (fault !== undefined) diagnostics.push(fault);
  }
  const events = scenes.flat().reduce((sum, group) => sum + group.events.length, 0);
  return { diagnostics, events };
}

/** Groups that differ in all of the group-by fields, and for each field such that differ in it alone. */
function findScenes(
  planned: readonly PlannedGroup[],
  bases: readonly BaseEvent[],
  correlation: CorrelationRule,
): StoredGroup[][] | undefined {
  const all = correlation.groupBy.map((_, at) => at);
  const differing = all.length === 1 ? [all] : [all, ...all.map((at) => [at])];
  for (const base of bases) {
    for (const group of MANNERS) {
      for (const value of MANNERS) {
        const scenes = differing.map((fields) =>
          storeGroups(planned, base, correlation, { group, value, differing: fields })
        );
        if (scenes.every((scene) => scene !== undefined)) return scenes;
      }
    }
  }
  return undefined;
}

function failed(reason: string): ReturnType<typeof verifyGroups> {
  return { diagnostics: [notVerified(reason)], events: 0 };
}

/** A rule may ask for something of the fields that groups differ in. */
type Manner = (present: JsonValue | undefined, wanted: string | number) => JsonValue;

const MANNERS: readonly Manner[] = [
  (_, wanted) => wanted,
  (present, wanted) => `${present ?? ""}${wanted}`,
  (present, wanted) => `${wanted}${present ?? ""}`,
];

/** Gives each group its own values under the group-by fields; the rule must go on matching. */
function storeGroups(
  planned: readonly PlannedGroup[],
  { part, fields }: BaseEvent,
  correlation: CorrelationRule,
  manners: {
    readonly group: Manner;
    readonly value: Manner;
    /** Indexes of the group-by fields in which groups differ. */
    readonly differing: readonly number[];
  },
): StoredGroup[] | undefined {
  const { entry } = part.rule;
  const names = correlation.groupBy.map((name) => fieldOf(name, correlation, part));
  const [counted] = correlation.condition.fields;
  const countedField = counted === undefined ? undefined : fieldOf(counted, correlation, part);
  if (countedField !== undefined && names.includes(countedField)) return undefined;
  const all = [
    ...Object.keys(fields),
    ...names,
    ...countedField === undefined ? [] : [countedField],
  ];
  const store = new StoredEvents(entry, all);
  const groups: StoredGroup[] = [];
  for (const [at, group] of planned.entries()) {
    const events: LogEvent[] = [];
    for (const value of group.values) {
      const own: Record<string, JsonValue> = { ...fields };
      for (const [index, name] of names.entries()) {
        const differs = manners.differing.includes(index);
        own[name] = manners.group(fields[name], differs ? `group${at}` : "same");
      }
      if (countedField !== undefined && value !== undefined) {
        own[countedField] = manners.value(fields[countedField], value);
      }
      const pair = store.pair({ fields: own, why: "" });
      if (pair === undefined || !part.matcher.matches(pair.sigma)) return undefined;
      // Both keys of a field that has two would make two groups.
      events.push(makeEvent(pair.stored.fields, pair.stored.line));
    }
    groups.push({ group, events });
  }
  return groups;
}

/** The field that a name or alias of a correlation stands for in a rule. */
function fieldOf(
  name: string,
  correlation: CorrelationRule,
  { rule, index }: CorrelationPart,
): string {
  const alias = correlation.aliases.find((candidate) => candidate.name === name);
  if (alias === undefined) return name;
  const { id, name: ruleName } = rule.written.metadata;
  const names = [correlation.rules[index]?.name, id, ruleName];
  return alias.fields.find((candidate) => names.includes(candidate.rule))?.field ?? name;
}

function compareGroups(
  { formats, statement }: ReadQuery,
  stored: readonly StoredGroup[],
): Diagnostic | undefined {
  const events = stored.flatMap((group) => group.events);
  const found = aggregateEvents(statement, events);
  if (!Array.isArray(found)) return notVerified((found as Diagnostic).message);
  const ids = found.map(({ keys }) => JSON.stringify(keys));
  for (const { group, events: own } of stored) {
    const keys = (statement.groupBy ?? []).map((key) => {
      return String(valuesAt(own[0].fields, key)[0]);
    });
    const isFound = ids.includes(JSON.stringify(keys));
    if (isFound === group.isMeant) continue;
    const side = isFound
      ? "the query finds and the correlation does not mean"
      : "the correlation means and the query does not find";
    return diagnostic(
      "error",
      "meaning-differs",
      `The query in ${formats.join(", ")} does not mean the correlation: ${side} a group with ` +
        group.what,
      undefined,
      `First event: ${JSON.stringify(own[0].fields).slice(0, 300)}`,
    );
  }
  return undefined;
}
