/** @module Quantifiers over `them`: `them_condition_with_single_detection`, `all_of_them_condition`. */

import type { ConditionNode, QuantifierCondition } from "../../sigma/ast.ts";
import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

function themQuantifiers(node: ConditionNode): readonly QuantifierCondition[] {
  switch (node.kind) {
    case "And":
    case "Or":
      return node.args.flatMap(themQuantifiers);
    case "Not":
      return themQuantifiers(node.arg);
    case "Identifier":
      return [];
    case "Quantifier":
      return node.pattern === "them" ? [node] : [];
  }
}

function allOf(document: CheckedDocument): readonly QuantifierCondition[] {
  return document.conditions.flatMap(({ text, node }) =>
    text.includes("them") ? themQuantifiers(node) : []
  );
}

/** The validator `them_condition_with_single_detection`. */
export const themConditionWithSingleDetection: Validator = {
  name: "them_condition_with_single_detection",
  origin: "pysigma",
  severity: "note",
  summary: 'A condition over "them" in a rule with one search identifier',
  check(document: CheckedDocument, report: Report): void {
    if (document.identifiers.length !== 1) return;
    for (const { span } of allOf(document)) {
      report(
        span,
        'The condition says "them", and there is one search identifier',
        `Write "${document.identifiers[0].name}"`,
      );
    }
  },
};

/** The validator `all_of_them_condition`. */
export const allOfThemCondition: Validator = {
  name: "all_of_them_condition",
  origin: "pysigma",
  severity: "warning",
  summary: 'The quantifier "all of them"',
  check(document: CheckedDocument, report: Report): void {
    for (const { span, quantifier } of allOf(document)) {
      if (quantifier !== "all") continue;
      report(
        span,
        'The condition says "all of them", which takes in each identifier that is added later',
        'Write a pattern such as "all of selection*"',
      );
    }
  },
};
