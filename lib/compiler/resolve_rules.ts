/**
 * The rules that a correlation names.
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal } from "../diagnostic.ts";
import type { CorrelationRule, Rule } from "../sigma/ast.ts";
import type { Collection } from "../sigma/collection.ts";
import { didYouMean } from "../suggest.ts";
import { unsupportedCorrelation } from "./check_correlation.ts";

/** What the references of a correlation lead to. */
export interface ResolvedRules {
  /** The rules, in the order of the references; complete when nothing fatal was found. */
  readonly rules: readonly Rule[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the rules of a correlation. A correlation among them is refused, a circle is named.
 *
 * @param correlation The correlation
 * @param collection All that it may refer to
 */
export function resolveRules(correlation: CorrelationRule, collection: Collection): ResolvedRules {
  const rules: Rule[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const reference of correlation.rules) {
    const found = resolve(reference, correlation, collection);
    if (found.kind === "Rule") rules.push(found);
    else diagnostics.push(found.fault);
  }
  if (!diagnostics.some(isFatal)) diagnostics.push(...checkAliases(correlation, rules));
  return { rules, diagnostics };
}

type Resolved = Rule | { readonly kind: "Fault"; readonly fault: Diagnostic };

function resolve(
  { name, span }: CorrelationRule["rules"][number],
  correlation: CorrelationRule,
  collection: Collection,
): Resolved {
  const found = collection.find(name);
  if (collection.isAmbiguous(name)) {
    return fault(diagnostic(
      "error",
      "ambiguous-reference",
      `Several rules have the id or name "${name}"`,
      span,
      "Give each rule a name of its own",
    ));
  }
  if (found === undefined) {
    return fault(diagnostic(
      "error",
      "unknown-reference",
      `No rule has the id or name "${name}"`,
      span,
      didYouMean(name, collection.names()),
    ));
  }
  if (found.kind === "Rule") return found;
  if (leadsBack(found, correlation, collection, new Set())) {
    return fault(diagnostic(
      "error",
      "reference-cycle",
      `The correlation refers to itself through "${name}"`,
      span,
    ));
  }
  return fault(unsupportedCorrelation(
    `LEQL cannot correlate the results of the correlation "${name}": it groups events once`,
    span,
    "Convert that correlation alone, or name its rules here",
  ));
}

function fault(fault: Diagnostic): Resolved {
  return { kind: "Fault", fault };
}

function leadsBack(
  from: CorrelationRule,
  to: CorrelationRule,
  collection: Collection,
  seen: Set<CorrelationRule>,
): boolean {
  if (from === to || isSame(from, to)) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return from.rules.some(({ name }) => {
    const found = collection.find(name);
    return found?.kind === "Correlation" && leadsBack(found, to, collection, seen);
  });
}

function isSame(a: CorrelationRule, b: CorrelationRule): boolean {
  return a.metadata.id !== undefined && a.metadata.id === b.metadata.id ||
    a.metadata.name !== undefined && a.metadata.name === b.metadata.name;
}

/** An alias that names another rule is probably misspelt. */
function checkAliases(correlation: CorrelationRule, rules: readonly Rule[]): Diagnostic[] {
  const names = new Set(correlation.rules.map(({ name }) => name));
  for (const { metadata } of rules) {
    for (const name of [metadata.id, metadata.name]) if (name !== undefined) names.add(name);
  }
  return correlation.aliases.flatMap((alias) =>
    alias.fields.filter(({ rule }) => !names.has(rule)).map(({ rule }) =>
      diagnostic(
        "warning",
        "unknown-reference",
        `The alias "${alias.name}" names "${rule}", which is no rule of the correlation`,
        alias.span,
        didYouMean(rule, names),
      )
    )
  );
}
