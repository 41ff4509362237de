/**
 * Placeholders as variables of InsightIDR.
 *
 * Source: Rapid7, "Use Variables in Queries"
 * (https://docs.rapid7.com/insightidr/use-variables-in-queries/).
 *
 * @module
 */

import type { StringValue } from "../expr/ast.ts";
import type { ComparisonOperator } from "./ast.ts";

const VARIABLE_REGEXP = /^[A-Za-z0-9_]{1,128}$/;

/** A variable and the operator that it stands behind; a variable may hold a list. */
export interface PlaceholderVariable {
  readonly name: string;
  readonly operator: ComparisonOperator;
}

/** Returns the variable for a value that is one placeholder, or why there is none. */
export function placeholderVariable(
  { parts, cased }: StringValue,
): PlaceholderVariable | { readonly reason: string } {
  const opening = parts[0]?.kind === "Any";
  const closing = parts.length > 1 && parts[parts.length - 1].kind === "Any";
  const inner = parts.slice(opening ? 1 : 0, closing ? -1 : undefined);
  const [part] = inner;
  if (inner.length !== 1 || part.kind !== "Placeholder") {
    return { reason: "A variable of InsightIDR cannot be part of a longer text" };
  }
  const { name } = part;
  if (!VARIABLE_REGEXP.test(name)) {
    return { reason: `"${name}" cannot be the name of a variable of InsightIDR` };
  }
  const caseless = cased ? "" : "I";
  if (opening && closing) return { name, operator: `${caseless}CONTAINS-ANY` };
  if (closing) return { name, operator: `${caseless}STARTS-WITH-ANY` };
  if (opening) return { reason: "LEQL has no operator for the end of a value with a variable" };
  return { name, operator: `${caseless}IN` };
}
