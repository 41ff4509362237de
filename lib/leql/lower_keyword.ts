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
import { lineRegex } from "./keyword_line.ts";
import { escapeRegex } from "./quote.ts";
import { flagWarning, isDoubtful, regexFault } from "./regex_faults.ts";

/** Returns the keyword search, or `undefined` when a fault was reported. */
export function lowerKeyword(expr: KeywordExpr, diagnostics: Diagnostic[]): LeqlNode | undefined {
  if (expr.value.kind === "QueryExpression") return { kind: "Raw", text: expr.value.template };
  const regex = keywordRegex(expr, diagnostics);
  if (regex === undefined) return undefined;
  return expr.value.kind === "Regex"
    ? { kind: "Keyword", regex, verbatim: true }
    : { kind: "Keyword", regex };
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
      if (hasAnchor(checked.pattern)) {
        diagnostics.push(diagnostic(
          "warning",
          "anchored-keyword",
          "The anchors of the keyword refer to the whole log line, not to a value in it",
          value.span,
          "Name the field",
        ));
      }
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
      if (isJsonSyntax(value.parts)) {
        diagnostics.push(diagnostic(
          "warning",
          "matches-any-value",
          "The keyword stands in every event that is logged as JSON",
          value.span,
        ));
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

/** True for a pattern with `^`, `$`, `\A` or `\z` outside of a class. */
function hasAnchor(pattern: string): boolean {
  return /\\[Az]|[\^$]/.test(pattern.replace(/\\[^Az]|\[\^?\]?(?:\\[^]|[^\\\]])*\]/g, ""));
}

/** True for a text of nothing but signs that JSON puts between values. */
function isJsonSyntax(parts: readonly StringPart[]): boolean {
  return parts.every((part) =>
    part.kind === "Any" || part.kind === "Text" && /^[{}[\]:,"]+$/.test(part.text)
  );
}
