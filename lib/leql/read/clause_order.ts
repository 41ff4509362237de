/**
 * The order of clauses.
 *
 * Source: Rapid7, "Query Help": the clauses and their order.
 *
 * @module
 */

import type { LeqlStatement } from "../statement.ts";
import { type ClauseName, CLAUSES } from "./clause_names.ts";
import type { Cursor } from "./cursor.ts";
import { ReadFault } from "./read_fault.ts";
import type { WordToken } from "./tokens.ts";

/** Checks clauses against those before them. */
export class ClauseOrder {
  readonly #cursor: Cursor;
  readonly #seen: ClauseName[] = [];

  /** @param cursor Gets what is undocumented */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  /** Notes a clause; throws {@link ReadFault} when it may not stand here. */
  check(name: ClauseName, token: WordToken): void {
    const last = this.#seen.at(-1);
    const isRepeated = this.#seen.includes(name);
    this.#seen.push(name);
    if (name === "where" && isRepeated && last === name) {
      this.#cursor.warn(
        "undocumented-form",
        "Several where() are not documented; they are read as joined by AND",
        token,
        "Write one where(), with AND",
      );
      return;
    }
    if (isRepeated) {
      throw new ReadFault("leql-clause-order", `Cannot read a second ${name}()`, token);
    }
    const behind = this.#seen.filter((other) => CLAUSES.indexOf(other) > CLAUSES.indexOf(name));
    if (behind.length === 0) return;
    const right = CLAUSES.filter((other) => this.#seen.includes(other));
    throw new ReadFault(
      "leql-clause-order",
      `Cannot read ${name}() behind ${last}()`,
      token,
      `The order is ${right.join(", ")}`,
    );
  }

  /** `having` sets a condition on groups. */
  checkHaving({ having, groupBy }: LeqlStatement): void {
    if (having === undefined || groupBy !== undefined || this.#seen.includes("groupby")) return;
    this.#cursor.warn(
      "undocumented-form",
      "having() is documented with groupby() alone",
      { start: 0, end: this.#cursor.lastEnd },
    );
  }
}
