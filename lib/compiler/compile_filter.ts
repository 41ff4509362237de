/**
 * One filter to its result. A filter gives no query; it narrows other rules.
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal } from "../diagnostic.ts";
import type { CompileResult } from "../result.ts";
import { servesLogSource } from "../sigma/apply_filter.ts";
import type { FilterRule } from "../sigma/ast.ts";
import type { Collection, Referable } from "../sigma/collection.ts";
import type { Source } from "../source.ts";
import { didYouMean } from "../suggest.ts";
import { makeResult } from "./outcome.ts";

/** Checks a filter that was read without fatal faults: the rules that it names must be there. */
export function compileFilter(
  source: Source,
  index: number,
  filter: FilterRule,
  warnings: readonly Diagnostic[],
  collection: Collection,
): CompileResult {
  const faults: Diagnostic[] = [];
  for (const { name, span } of filter.rules === "any" ? [] : filter.rules) {
    const found = collection.find(name);
    if (found !== undefined) {
      const reason = whyUseless(filter, found);
      if (reason === undefined) continue;
      const message = `The filter does not narrow "${name}": ${reason}`;
      faults.push(diagnostic("warning", "filter-without-effect", message, span));
      continue;
    }
    faults.push(diagnostic(
      "error",
      "unknown-reference",
      `No rule has the id or name "${name}"`,
      span,
      didYouMean(name, collection.names()),
    ));
  }
  const diagnostics = [...warnings, ...faults];
  if (faults.some(isFatal)) return makeResult(source, index, filter, diagnostics);
  const skipped = { code: "filter", message: "A filter gives no query of its own" } as const;
  return makeResult(source, index, filter, diagnostics, { skipped });
}

function whyUseless(filter: FilterRule, found: Referable): string | undefined {
  if (found.kind === "Correlation") return "filters narrow rules, and it is a correlation";
  return servesLogSource(filter.logsource, found.logsource)
    ? undefined
    : "the log source of the filter is another";
}
