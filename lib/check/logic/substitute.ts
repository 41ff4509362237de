/**
 * Formulas over names to expressions over fields.
 *
 * @module
 */

import { type Expr, join, negate } from "../../expr/ast.ts";
import type { Formula } from "./resolve.ts";

/** Puts what each name means in its place. */
export function substitute(formula: Formula, exprs: ReadonlyMap<string, Expr>): Expr {
  switch (formula.kind) {
    case "Name":
      return exprs.get(formula.name)!;
    case "Not":
      return negate(substitute(formula.arg, exprs));
    case "And":
    case "Or":
      return join(formula.kind, formula.args.map((arg) => substitute(arg, exprs)));
  }
}
