/**
 * Finds out that an expression can never hold.
 *
 * What must hold of one field is gathered and compared value by value; an OR is
 * dead when each of its branches contradicts what must hold anyway. Whatever is
 * not understood counts as possible, so a conflict is never a false one.
 *
 * @module
 */

import type { Expr, MatchExpr } from "../../expr/ast.ts";
import { covers, excludes } from "./compare_values.ts";
import { type Prepared, prepareValue, showValue } from "./values.ts";

/** One demand on a field: one of the values, or none of them. */
interface Fact {
  readonly positive: boolean;
  readonly values: readonly Prepared[];
}

/** A branch of an OR. */
interface Branch {
  readonly expr: Expr;
  readonly positive: boolean;
}

/** Why an expression can never hold, in the words that follow "because". */
export type Conflict = string;

/** Comparisons of two values that one document may cost. */
const BUDGET = 50_000;

/** No field has this name. */
const KEYWORDS = "\0";

/** What must hold, by field. */
export class Facts {
  readonly #byField = new Map<string, Fact[]>();
  readonly #choices: (readonly Branch[])[] = [];
  #left = BUDGET;

  /**
   * Adds an expression that must hold, or must not.
   *
   * @returns Why it cannot hold together with what was added before
   */
  add(expr: Expr, positive = true): Conflict | undefined {
    const touched = new Set<string>();
    const before = this.#choices.length;
    this.#collect(expr, positive, touched);
    for (const field of touched) {
      const conflict = this.#fieldConflict(field, this.#byField.get(field)!);
      if (conflict !== undefined) return conflict;
    }
    // A choice made earlier may be dead by now.
    return this.#choiceConflict(touched.size === 0 ? before : 0);
  }

  #collect(expr: Expr, positive: boolean, touched: Set<string>): void {
    switch (expr.kind) {
      case "Match":
        return this.#addFact(expr.field, [expr], positive, touched);
      case "Keyword":
        this.#push(KEYWORDS, { positive, values: [prepareValue(expr.value, true)] }, touched);
        return;
      case "Not":
        return this.#collect(expr.arg, !positive, touched);
      case "And":
      case "Or": {
        const matches = sameField(expr.args);
        if (expr.kind === "Or" && matches !== undefined) {
          return this.#addFact(matches[0].field, matches, positive, touched);
        }
        if ((expr.kind === "And") === positive) {
          for (const arg of expr.args) this.#collect(arg, positive, touched);
        } else {
          this.#choices.push(expr.args.map((arg) => ({ expr: arg, positive })));
        }
      }
    }
  }

  #addFact(
    field: string,
    matches: readonly MatchExpr[],
    positive: boolean,
    touched: Set<string>,
  ): void {
    const [{ value }] = matches;
    if (!positive && matches.length === 1 && value.kind === "Exists") {
      const opposite = prepareValue({ ...value, exists: !value.exists });
      this.#push(field, { positive: true, values: [opposite] }, touched);
      return;
    }
    const values = matches.map((match) => prepareValue(match.value));
    this.#push(field, { positive, values }, touched);
  }

  #push(field: string, fact: Fact, touched: Set<string>): void {
    const facts = this.#byField.get(field);
    if (facts === undefined) this.#byField.set(field, [fact]);
    else facts.push(fact);
    touched.add(field);
  }

  #fieldConflict(field: string, facts: readonly Fact[]): Conflict | undefined {
    if (facts.length < 2) return undefined;
    const demands = facts.filter(({ positive }) => positive);
    if (demands.length === 0) return undefined;
    // The fewest alternatives: each of them must fail for a conflict.
    const base = demands.reduce((a, b) => b.values.length < a.values.length ? b : a);
    let reason: Conflict | undefined;
    for (const value of base.values) {
      const failure = this.#failure(field, value, facts, base);
      if (failure === undefined) return undefined;
      reason ??= failure;
    }
    return reason;
  }

  /** Why a value cannot be the one that matches; `undefined` when it can. */
  #failure(
    field: string,
    value: Prepared,
    facts: readonly Fact[],
    base: Fact,
  ): Conflict | undefined {
    const name = field === KEYWORDS ? "the event" : `"${field}"`;
    for (const fact of facts) {
      if (fact === base) continue;
      if ((this.#left -= fact.values.length) < 0) return undefined;
      if (!fact.positive) {
        const cover = fact.values.find((other) =>
          field === KEYWORDS ? other.key === value.key : covers(other, value)
        );
        if (cover === undefined) continue;
        const [own, other] = [showValue(value.value), showValue(cover.value)];
        return `${name} would have to match ${own} and not ${other}`;
      }
      // Two keywords may stand in the same event.
      if (field === KEYWORDS || !fact.values.every((other) => excludes(other, value))) continue;
      const [own, other] = [showValue(value.value), showValue(fact.values[0].value)];
      return `${name} would have to match both ${own} and ${other}`;
    }
    return undefined;
  }

  #choiceConflict(from: number): Conflict | undefined {
    for (const branches of this.#choices.slice(from)) {
      let reason: Conflict | undefined;
      for (const branch of branches) {
        const failure = this.#branchConflict(branch);
        if (failure === undefined) {
          reason = undefined;
          break;
        }
        reason ??= failure;
      }
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  /** Tries a branch against the facts alone: choices inside of it are not followed. */
  #branchConflict({ expr, positive }: Branch): Conflict | undefined {
    const inner = new Facts();
    const touched = new Set<string>();
    inner.#collect(expr, positive, touched);
    for (const field of touched) {
      const own = inner.#byField.get(field)!;
      const conflict = this.#fieldConflict(field, [...this.#byField.get(field) ?? [], ...own]);
      if (conflict !== undefined) return conflict;
    }
    return undefined;
  }
}

function sameField(args: readonly Expr[]): readonly MatchExpr[] | undefined {
  const [first] = args;
  if (first.kind !== "Match") return undefined;
  const same = args.every((arg) => arg.kind === "Match" && arg.field === first.field);
  return same ? args as readonly MatchExpr[] : undefined;
}
