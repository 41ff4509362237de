/**
 * Which obstacles keep most rules from being mapped.
 *
 * @module
 */

import { type Obstacle, obstacleId } from "./obstacles.ts";

/** A rule that is not converted. */
export interface FailedRule {
  /** How reports name it. */
  readonly name: string;
  /** The obstacles of each entry that could carry it, as `findObstacles` gives them. */
  readonly ways: readonly (readonly Obstacle[])[];
  /** Whether something else is in the way, which no mapping table can change. */
  readonly isHopeless: boolean;
}

/** An obstacle, and what its removal would do. */
export interface Gap {
  readonly obstacle: Obstacle;
  /** Number of rules that it alone keeps from being converted. */
  readonly alone: number;
  /** Number of rules in whose way it stands, with others or without. */
  readonly rules: number;
  /** Number of rules that are converted when it and all gaps before it are gone. */
  readonly together: number;
  /** Names of some rules, those first that it alone keeps from being converted. */
  readonly examples: readonly string[];
}

/**
 * What comes first: obstacles that keep most rules from being converted by themselves (`alone`), or
 * those that stand in the way of most (`all`).
 */
export type GapOrder = "alone" | "all";

/** Most examples of a gap. */
const MAX_EXAMPLES = 3;

interface Draft {
  readonly obstacle: Obstacle;
  readonly alone: string[];
  readonly others: string[];
}

/**
 * Ranks obstacles by the number of rules that each would unlock.
 *
 * @param rules The rules that are not converted
 * @param order What comes first; the other number decides among equals
 * @returns Each obstacle once
 *
 * @example Two rules, one obstacle of both
 * ```ts
 * import { rankGaps } from "./gaps.ts";
 * import assert from "node:assert/strict";
 *
 * const a = { code: "unmapped-field", name: "A", entry: "dns" } as const;
 * const b = { code: "unmapped-field", name: "B", entry: "dns" } as const;
 * const gaps = rankGaps([
 *   { name: "one", ways: [[a]], isHopeless: false },
 *   { name: "two", ways: [[a, b]], isHopeless: false },
 * ]);
 * assert.deepEqual(
 *   gaps.map(({ obstacle, alone, rules, together }) => [obstacle.name, alone, rules, together]),
 *   [["A", 1, 2, 1], ["B", 0, 1, 2]],
 * );
 * ```
 */
export function rankGaps(
  rules: readonly FailedRule[],
  order: GapOrder = "alone",
): readonly Gap[] {
  const drafts = new Map<string, Draft>();
  for (const { name, ways, isHopeless } of rules) {
    const alone = new Set<string>();
    for (const way of ways) {
      if (!isHopeless && way.length === 1) alone.add(obstacleId(way[0]));
    }
    const found = new Map(ways.flat().map((obstacle) => [obstacleId(obstacle), obstacle]));
    for (const [id, obstacle] of found) {
      const draft = drafts.get(id) ?? { obstacle, alone: [], others: [] };
      (alone.has(id) ? draft.alone : draft.others).push(name);
      drafts.set(id, draft);
    }
  }
  const ranked = [...drafts].sort(([id, a], [otherId, b]) => {
    const alone = b.alone.length - a.alone.length;
    const all = alone + b.others.length - a.others.length;
    const [first, second] = order === "alone" ? [alone, all] : [all, alone];
    return first || second || (id < otherId ? -1 : 1);
  });
  const unlocked = unlockedBy(rules, ranked.map(([id]) => id));
  return ranked.map(([, { obstacle, alone, others }], at) => ({
    obstacle,
    alone: alone.length,
    rules: alone.length + others.length,
    together: unlocked[at],
    examples: [...alone, ...others].slice(0, MAX_EXAMPLES),
  }));
}

/** For each place of the ranking: how many rules have no obstacle left behind it. */
function unlockedBy(rules: readonly FailedRule[], ranking: readonly string[]): readonly number[] {
  const places = new Map(ranking.map((id, at) => [id, at]));
  const counts = ranking.map(() => 0);
  for (const { ways, isHopeless } of rules) {
    if (isHopeless) continue;
    const last = ways.map((way) => Math.max(...way.map((one) => places.get(obstacleId(one))!)));
    const first = Math.min(...last);
    if (first >= 0 && first < counts.length) counts[first]++;
  }
  let sum = 0;
  return counts.map((count) => sum += count);
}
