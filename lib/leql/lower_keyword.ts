/**
 * Keywords to regular expressions over the whole log line. LEQL's own keyword
 * search is case-sensitive and matches whole tokens, Sigma's does neither.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { KeywordExpr, StringPart } from "../expr/ast.ts";
import type { LeqlNode, RegexOperand } from "./ast.ts";
import { checkRegex } from "./check_regex.ts";
import { flagWarning, isDoubtful, regexFault } from "./lower_match.ts";
import { escapeRegex } from "./quote.ts";
import { partsRegex } from "./shape.ts";

/** Returns the keyword search, or `undefined` when a fault was reported. */
export function lowerKeyword(expr: KeywordExpr, diagnostics: Diagnostic[]): LeqlNode | undefined {
  if (expr.value.kind === "QueryExpression") return { kind: "Raw", text: expr.value.template };
  const regex = keywordRegex(expr, diagnostics);
  return regex === undefined ? undefined : { kind: "Keyword", regex };
}

function keywordRegex(expr: KeywordExpr, diagnostics: Diagnostic[]): RegexOperand | undefined {
  const { value } = expr;
  switch (value.kind) {
    case "Number":
      return { kind: "Regex", pattern: escapeRegex(value.text), flags: "" };
    case "Regex": {
      const checked = checkRegex(value.pattern, value.flags);
      if ("message" in checked) {
        diagnostics.push(regexFault(checked, value));
        return undefined;
      }
      if (isDoubtful(checked)) diagnostics.push(flagWarning(value));
      return { kind: "Regex", ...checked };
    }
    case "String": {
      const placeholder = value.parts.find((part) => part.kind === "Placeholder");
      if (placeholder !== undefined) {
        diagnostics.push(diagnostic(
          "unsupported",
          "unresolved-placeholder",
          `The placeholder "%${placeholder.name}%" has no value`,
          value.span,
          "Give it values",
        ));
        return undefined;
      }
      const pattern = lineRegex(value.parts);
      if (pattern === undefined) {
        diagnostics.push(diagnostic(
          "unsupported",
          "unsupported-text",
          "The text is not well-formed Unicode",
          value.span,
        ));
        return undefined;
      }
      if (pattern === "") {
        diagnostics.push(diagnostic(
          "warning",
          "matches-any-value",
          "The keyword matches every event",
          value.span,
        ));
        return { kind: "Regex", pattern: ".*", flags: "" };
      }
      return { kind: "Regex", pattern, flags: value.cased ? "" : "i" };
    }
    default:
      diagnostics.push(diagnostic(
        "unsupported",
        "unsupported-value",
        "LEQL cannot search the log line for this kind of value",
        value.span,
      ));
      return undefined;
  }
}

/** The log line is JSON or plain text: JSON has a backslash before each quote and backslash. */
function lineRegex(parts: readonly StringPart[]): string | undefined {
  return partsRegex(parts)?.replace(/\\\\|"/g, (found) => found === '"' ? '\\\\?"' : "\\\\{1,2}");
}
