/**
 * Which rules to convert, by their metadata.
 *
 * @module
 */

import type { LogSource, Metadata } from "./ast.ts";
import { LEVELS } from "./parse_metadata.ts";

/** Conditions that a rule must meet; those that are left out are met. Plain data. */
export interface Selection {
  /** The lowest level. Rules without a level are left out. */
  readonly minLevel?: string;
  /** Statuses, one of which the rule must have. */
  readonly statuses?: readonly string[];
  /** Tags with `*`, one of which the rule must have; letter case does not count. */
  readonly tags?: readonly string[];
  /** Log sources, one of which the rule must have; attributes that are left out may be anything. */
  readonly logsources?: readonly LogSource[];
  /** Ids, one of which the rule must have. */
  readonly ids?: readonly string[];
  /** ISO date: the rule was written or changed on it or later. Undated rules are left out. */
  readonly since?: string;
}

/** Tests rules; made once for many rules. */
export type Selector = (metadata: Metadata, logsource: LogSource | undefined) => boolean;

/** Makes the test of a selection, or returns `undefined` when it selects everything. */
export function makeSelector(selection: Selection): Selector | undefined {
  const tests: Selector[] = [];
  const { minLevel, statuses, tags, logsources, ids, since } = selection;
  if (minLevel !== undefined) {
    const lowest = LEVELS.indexOf(minLevel);
    tests.push(({ level }) => level !== undefined && LEVELS.indexOf(level) >= lowest);
  }
  if (statuses !== undefined) {
    tests.push(({ status }) => status !== undefined && statuses.includes(status));
  }
  if (tags !== undefined) {
    const patterns = tags.map(tagRegExp);
    tests.push((metadata) =>
      metadata.tags.some((tag) => patterns.some((pattern) => pattern.test(tag)))
    );
  }
  if (logsources !== undefined) {
    tests.push((_, logsource) =>
      logsource !== undefined && logsources.some((wanted) => serves(wanted, logsource))
    );
  }
  if (ids !== undefined) {
    const known = new Set(ids.map((id) => id.toLowerCase()));
    tests.push(({ id }) => id !== undefined && known.has(id.toLowerCase()));
  }
  if (since !== undefined) {
    const first = dateNumber(since);
    tests.push(({ date, modified }) => dateNumber(modified ?? date) >= first);
  }
  if (tests.length === 0) return undefined;
  return (metadata, logsource) => tests.every((test) => test(metadata, logsource));
}

function tagRegExp(pattern: string): RegExp {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${source}$`, "i");
}

function serves(wanted: LogSource, logsource: LogSource): boolean {
  return (["category", "product", "service"] as const)
    .every((key) => wanted[key] === undefined || wanted[key] === logsource[key]);
}

/** `2024-1-5` and `2024/01/05` as 20240105; 0 for no date. */
function dateNumber(date: string | undefined): number {
  const parts = date?.split(/[-/T ]/).slice(0, 3).map(Number);
  if (parts === undefined || parts.length < 3 || parts.some(Number.isNaN)) return 0;
  return parts[0] * 10_000 + parts[1] * 100 + parts[2];
}
