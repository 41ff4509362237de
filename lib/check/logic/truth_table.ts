/**
 * What a condition is worth, whatever its search identifiers match.
 *
 * @module
 */

import type { Formula } from "./resolve.ts";

/** With more names the table is not made. */
const MAX_NAMES = 12;

/** What the truth table of a formula says. */
export interface TruthTable {
  /** `true` or `false` when the formula always is, `undefined` when it depends on its names. */
  readonly constant: boolean | undefined;
  /** Names on which the formula does not depend; none when it is constant. */
  readonly idle: readonly string[];
}

const DEPENDS: TruthTable = { constant: undefined, idle: [] };

/**
 * Makes the truth table of a formula.
 *
 * A formula that names each search identifier once depends on all of them, so
 * nothing is computed then.
 *
 * @returns What it says; nothing at all for more than 12 names
 */
export function truthTable(formula: Formula): TruthTable {
  const counts = new Map<string, number>();
  countNames(formula, counts);
  const names = [...counts.keys()];
  if (names.length > MAX_NAMES || [...counts.values()].every((count) => count === 1)) {
    return DEPENDS;
  }
  const bits = new Map(names.map((name, index) => [name, 1 << index]));
  const rows: boolean[] = [];
  for (let row = 0; row < 1 << names.length; row++) rows.push(evaluate(formula, bits, row));
  if (rows.every((value) => value === rows[0])) return { constant: rows[0], idle: [] };
  const idle = names.filter((name) => {
    const bit = bits.get(name)!;
    return rows.every((value, row) => value === rows[row ^ bit]);
  });
  return { constant: undefined, idle };
}

function countNames(formula: Formula, counts: Map<string, number>): void {
  switch (formula.kind) {
    case "Name":
      counts.set(formula.name, (counts.get(formula.name) ?? 0) + 1);
      return;
    case "Not":
      return countNames(formula.arg, counts);
    case "And":
    case "Or":
      for (const arg of formula.args) countNames(arg, counts);
  }
}

function evaluate(formula: Formula, bits: ReadonlyMap<string, number>, row: number): boolean {
  switch (formula.kind) {
    case "Name":
      return (row & bits.get(formula.name)!) !== 0;
    case "Not":
      return !evaluate(formula.arg, bits, row);
    case "And":
      return formula.args.every((arg) => evaluate(arg, bits, row));
    case "Or":
      return formula.args.some((arg) => evaluate(arg, bits, row));
  }
}
