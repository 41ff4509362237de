/**
 * What LEQL cannot say of single values, whatever key they are held against.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";
import type { Expr } from "../expr/ast.ts";
import "../leql/load_re2.ts";
import { lowerExpr } from "../leql/lower_expr.ts";
import type { DetectionItem } from "../sigma/ast.ts";
import { alternatives, type PlainValue } from "./logic/values.ts";

/** Any key that can be written; the real ones come from the mapping. */
const KEY = "key";

/** Returns the faults of all values, in their order. */
export function valueFaults(items: readonly DetectionItem[]): Diagnostic[] {
  const faults: Diagnostic[] = [];
  for (const { field, values, span } of items) {
    for (const value of values) {
      for (const one of alternatives(value)) {
        if (isPlain(one)) continue;
        const expr: Expr = field === null
          ? { kind: "Keyword", value: one, span }
          : { kind: "Match", field: KEY, value: one, span };
        faults.push(...lowerExpr(expr).diagnostics);
      }
    }
  }
  return faults;
}

/** True for values that can always be said: nearly all of them. */
function isPlain(value: PlainValue): boolean {
  switch (value.kind) {
    case "String":
      return value.parts.every((part) =>
        part.kind === "Text" ? part.text.isWellFormed() : part.kind !== "Placeholder"
      );
    case "Number":
      return Number.isFinite(Number(value.text));
    case "Null":
      return true;
    default:
      return false;
  }
}
