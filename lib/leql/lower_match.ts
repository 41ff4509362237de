/**
 * One match of a key to a LEQL comparison.
 *
 * @module
 */

import { type Diagnostic, diagnostic, type DiagnosticCode, withEffect } from "../diagnostic.ts";
import type {
  CidrValue,
  CompareValue,
  FieldRefValue,
  MatchExpr,
  PlaceholderPart,
  RegexValue,
  StringValue,
} from "../expr/ast.ts";
import type { ComparisonNode, ComparisonOperator, LeqlNode, LeqlOperand } from "./ast.ts";
import { checkRegex } from "./check_regex.ts";
import { ipv6Regex } from "./ipv6.ts";
import { placeholderVariable } from "./placeholder.ts";
import { escapeRegex, quoteKey } from "./quote.ts";
import { flagWarning, isDoubtful, regexFault } from "./regex_faults.ts";
import { textShape } from "./shape.ts";
import type { LeqlStyle } from "./style.ts";

const COMPARE_OPERATORS: { readonly [O in CompareValue["operator"]]: ComparisonOperator } = {
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
};

/** Returns the comparison, or `undefined` when a fault was reported. */
export function lowerMatch(
  match: MatchExpr,
  style: LeqlStyle,
  diagnostics: Diagnostic[],
): LeqlNode | undefined {
  return new MatchLowering(match, style, diagnostics).lower();
}

class MatchLowering {
  readonly #match: MatchExpr;
  readonly #style: LeqlStyle;
  readonly #diagnostics: Diagnostic[];

  constructor(match: MatchExpr, style: LeqlStyle, diagnostics: Diagnostic[]) {
    this.#match = match;
    this.#style = style;
    this.#diagnostics = diagnostics;
  }

  lower(): LeqlNode | undefined {
    const { field, value, span } = this.#match;
    if (quoteKey(field) === undefined) {
      this.#diagnostics.push(
        diagnostic("unsupported", "unsupported-key", `No quotes can hold the key "${field}"`, span),
      );
      return undefined;
    }
    switch (value.kind) {
      case "String":
        return this.#string(value);
      case "Number":
        return this.#number(value.text, "=");
      case "Boolean":
        return this.#compare("=", { kind: "Boolean", value: value.value });
      case "Null":
        return { kind: "Presence", key: field, presence: "unfilled" };
      case "Exists":
        return { kind: "Presence", key: field, presence: value.exists ? "present" : "absent" };
      case "Regex":
        return this.#regex(value);
      case "Cidr":
        return this.#cidr(value);
      case "Compare":
        return this.#number(value.text, COMPARE_OPERATORS[value.operator]);
      case "FieldRef":
        return this.#fieldRef(value);
      case "QueryExpression": {
        const key = quoteKey(field) ?? field;
        return { kind: "Raw", text: value.template.replaceAll("{field}", () => key) };
      }
      case "TimestampPart":
        return this.#unsupported(
          "unsupported-value",
          `LEQL cannot select the ${value.part} of a timestamp`,
        );
    }
  }

  #compare(operator: ComparisonOperator, operand: LeqlOperand): ComparisonNode {
    return { kind: "Comparison", key: this.#match.field, operator, operand };
  }

  #string(value: StringValue): LeqlNode | undefined {
    if (value.parts.some((part) => part.kind === "Placeholder")) return this.#placeholder(value);
    const flags = value.cased ? "" : "i";
    const shape = textShape(value);
    switch (shape.kind) {
      case "equals":
        return this.#compare("=", { kind: value.cased ? "Text" : "NoCase", text: shape.text });
      case "contains":
        return this.#compare(value.cased ? "CONTAINS" : "ICONTAINS", {
          kind: "Text",
          text: shape.text,
        });
      case "startswith":
        return this.#compare(value.cased ? "STARTS-WITH" : "ISTARTS-WITH", {
          kind: "Text",
          text: shape.text,
        });
      case "endswith": {
        const pattern = `.*${escapeRegex(shape.text)}$`;
        return this.#compare("=", { kind: "Regex", pattern, flags });
      }
      case "regex":
        return this.#compare("=", { kind: "Regex", pattern: shape.pattern, flags });
      case "anything":
        if (value.raw === undefined) this.#warnAnything();
        return { kind: "Presence", key: this.#match.field, presence: "present" };
      case "impossible":
        return this.#unsupported("unsupported-text", "The text is not well-formed Unicode");
    }
  }

  #placeholder(value: StringValue): LeqlNode | undefined {
    if (this.#style.placeholders === "error") {
      const part = value.parts.find(({ kind }) => kind === "Placeholder") as PlaceholderPart;
      return this.#unsupported(
        "unresolved-placeholder",
        `The placeholder "%${part.name}%" has no value`,
        "Give it values, or let it become a variable of InsightIDR",
      );
    }
    const variable = placeholderVariable(value);
    if ("reason" in variable) {
      return this.#unsupported("unresolved-placeholder", variable.reason);
    }
    this.#diagnostics.push(diagnostic(
      "warning",
      "undocumented-form",
      "The documentation of LEQL shows variables with = and IN alone",
      value.span,
    ));
    return this.#compare(variable.operator, {
      kind: "List",
      items: [{ kind: "Variable", name: variable.name }],
    });
  }

  /** A bare `*` is meant; an empty text under `contains` hardly is. */
  #warnAnything(): void {
    const { field, value } = this.#match;
    this.#diagnostics.push(diagnostic(
      "warning",
      "matches-any-value",
      `The value matches every value of "${field}"`,
      value.span,
      "Write a text, or the modifier exists",
    ));
  }

  #number(text: string, operator: ComparisonOperator): LeqlNode | undefined {
    if (!/^-?\d/.test(text)) {
      return this.#unsupported("unsupported-value", `LEQL has no number "${text}"`);
    }
    return this.#compare(operator, { kind: "Number", text });
  }

  #regex(value: RegexValue): LeqlNode | undefined {
    const checked = checkRegex(value.pattern, value.flags);
    if ("message" in checked) {
      this.#diagnostics.push(regexFault(checked, value));
      return undefined;
    }
    const { pattern, flags } = checked;
    if (isDoubtful(checked)) this.#diagnostics.push(flagWarning(value));
    return this.#compare("=", { kind: "Regex", pattern, flags });
  }

  #cidr(value: CidrValue): LeqlNode | undefined {
    const network = `${value.address}/${value.prefix}`;
    if (value.version === 4) {
      if (value.prefix > 0) return this.#compare("=", { kind: "Ip", network });
      return this.#unsupported("unsupported-cidr", "LEQL has no network with the prefix length 0");
    }
    const pattern = ipv6Regex(value);
    if (pattern === undefined) {
      return this.#unsupported(
        "unsupported-cidr",
        `LEQL cannot search the IPv6 network ${network}, and the texts of its addresses vary`,
      );
    }
    // Up to the last group a network is known by how the text of its addresses begins.
    const isWhole = value.prefix > 112;
    const what = isWhole ? "the address's text" : "the beginning of the address's text";
    const asText = diagnostic(
      "warning",
      "ipv6-as-text",
      `The IPv6 network ${network} is matched on ${what}, in its usual spellings alone`,
      value.span,
    );
    // A text that is no address may begin like one.
    this.#diagnostics.push(withEffect(asText, isWhole ? "narrower" : "mixed"));
    return this.#compare("=", { kind: "Regex", pattern, flags: "i" });
  }

  #fieldRef(value: FieldRefValue): LeqlNode | undefined {
    if (value.match !== "equals") {
      return this.#unsupported(
        "unsupported-fieldref",
        `LEQL cannot say that a key "${value.match}" another`,
      );
    }
    if (quoteKey(value.field) === undefined) {
      return this.#unsupported("unsupported-key", `No quotes can hold the key "${value.field}"`);
    }
    if (!value.cased) {
      const cased = diagnostic(
        "warning",
        "case-sensitive-fieldref",
        "LEQL compares two keys case-sensitively, Sigma does not",
        value.span,
      );
      this.#diagnostics.push(withEffect(cased, "narrower"));
    }
    return this.#compare("==", { kind: "Key", key: value.field });
  }

  #unsupported(code: DiagnosticCode, message: string, hint?: string): undefined {
    const { span } = this.#match.value;
    this.#diagnostics.push(diagnostic("unsupported", code, message, span, hint));
    return undefined;
  }
}
