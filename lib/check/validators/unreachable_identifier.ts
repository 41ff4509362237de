/** @module `unreachable_identifier`: a search identifier that cannot change the outcome. */

import type { CheckedDocument } from "../document.ts";
import { Facts } from "../logic/conflict.ts";
import type { Formula } from "../logic/resolve.ts";
import { substitute } from "../logic/substitute.ts";
import { truthTable } from "../logic/truth_table.ts";
import type { Report, Validator } from "../validator.ts";

function check(document: CheckedDocument, report: Report): void {
  const { conditions, isPartial } = document.logic;
  // With several conditions an identifier may matter in another one.
  if (isPartial || conditions.length !== 1 || !document.isComplete) return;
  const [{ formula }] = conditions;
  const { constant, idle } = truthTable(formula);
  if (constant !== undefined) return;
  const parts = formula.kind === "And" ? formula.args : [formula];
  for (const { name, span } of document.identifiers) {
    if (idle.includes(name)) {
      report(
        span,
        `The condition does not depend on "${name}"`,
        "Remove it, or correct the condition",
      );
      continue;
    }
    const conflict = isOptional(name, parts) ? conflictWithRest(name, parts, document) : undefined;
    if (conflict === undefined) continue;
    report(
      span,
      `"${name}" never matches when the rest of the condition does: ${conflict}`,
      "Remove it, or correct one of the two",
    );
  }
}

/** True when the name stands in the condition, but not as a part that must hold. */
function isOptional(name: string, parts: readonly Formula[]): boolean {
  const holders = parts.filter((part) => mentions(part, name));
  return holders.length > 0 && holders.every((part) => part.kind === "Or" || part.kind === "Not");
}

/** Holds the name's meaning against all parts that do not mention it. */
function conflictWithRest(
  name: string,
  parts: readonly Formula[],
  { exprs }: CheckedDocument,
): string | undefined {
  const facts = new Facts();
  for (const part of parts) {
    if (mentions(part, name)) continue;
    // The rest alone is impossible: another validator says so.
    if (facts.add(substitute(part, exprs)) !== undefined) return undefined;
  }
  // So is the identifier alone.
  const own = exprs.get(name)!;
  if (new Facts().add(own) !== undefined) return undefined;
  return facts.add(own);
}

function mentions(formula: Formula, name: string): boolean {
  switch (formula.kind) {
    case "Name":
      return formula.name === name;
    case "Not":
      return mentions(formula.arg, name);
    case "And":
    case "Or":
      return formula.args.some((arg) => mentions(arg, name));
  }
}

/** The validator `unreachable_identifier`. */
export const unreachableIdentifier: Validator = {
  name: "unreachable_identifier",
  origin: "own",
  severity: "warning",
  summary: "A search identifier that cannot change the outcome of the condition",
  check,
};
