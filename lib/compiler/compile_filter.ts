/**
 * One filter to its result. A filter gives no query; it narrows other rules.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { CompileResult } from "../result.ts";
import type { FilterRule } from "../sigma/ast.ts";
import type { Collection } from "../sigma/collection.ts";
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
    if (collection.find(name) !== undefined) continue;
    faults.push(diagnostic(
      "error",
      "unknown-reference",
      `No rule has the id or name "${name}"`,
      span,
      didYouMean(name, collection.names()),
    ));
  }
  const diagnostics = [...warnings, ...faults];
  if (faults.length > 0) return makeResult(source, index, filter, diagnostics);
  const skipped = { code: "filter", message: "A filter gives no query of its own" } as const;
  return makeResult(source, index, filter, diagnostics, { skipped });
}
