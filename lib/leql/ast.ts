/**
 * The tree of a LEQL query: what can be said, before it is text.
 *
 * Source: Rapid7, "Components for Building a Query"
 * (https://docs.rapid7.com/insightidr/components-for-building-a-query/).
 *
 * @module
 */

/** Operators that are words; `NOT` before one negates it. */
export type WordOperator =
  | "CONTAINS"
  | "ICONTAINS"
  | "STARTS-WITH"
  | "ISTARTS-WITH"
  | "IN"
  | "IIN"
  | "CONTAINS-ANY"
  | "ICONTAINS-ANY"
  | "CONTAINS-ALL"
  | "ICONTAINS-ALL"
  | "STARTS-WITH-ANY"
  | "ISTARTS-WITH-ANY";

/** Operators between a key and an operand. */
export type ComparisonOperator =
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "=="
  | "!=="
  | WordOperator
  | `NOT ${WordOperator}`;

/** A quoted text. */
export interface TextOperand {
  readonly kind: "Text";
  readonly text: string;
}

/** `NOCASE("text")` */
export interface NoCaseOperand {
  readonly kind: "NoCase";
  readonly text: string;
}

/** A number, in decimal notation. */
export interface NumberOperand {
  readonly kind: "Number";
  readonly text: string;
}

/** `true` or `false`, without quotes. */
export interface BooleanOperand {
  readonly kind: "Boolean";
  readonly value: boolean;
}

/** `/pattern/flags` */
export interface RegexOperand {
  readonly kind: "Regex";
  /** RE2 syntax; `/` is escaped when it is printed. */
  readonly pattern: string;
  readonly flags: string;
}

/** `IP(10.0.0.0/8)` */
export interface IpOperand {
  readonly kind: "Ip";
  readonly network: string;
}

/** `[a, b]` */
export interface ListOperand {
  readonly kind: "List";
  readonly items: readonly Exclude<LeqlOperand, ListOperand>[];
}

/** Another key, for `==`. */
export interface KeyOperand {
  readonly kind: "Key";
  readonly key: string;
}

/** `${name}`: a variable of InsightIDR, one value or several. */
export interface VariableOperand {
  readonly kind: "Variable";
  readonly name: string;
}

/** `null`, without quotes. */
export interface NullOperand {
  readonly kind: "Null";
}

/** What stands to the right of an operator. */
export type LeqlOperand =
  | TextOperand
  | NoCaseOperand
  | NumberOperand
  | BooleanOperand
  | RegexOperand
  | IpOperand
  | ListOperand
  | KeyOperand
  | VariableOperand
  | NullOperand;

/**
 * Arguments joined by AND. With one argument it is a list operator that stands
 * for several conditions: parentheses are set as if they were written out.
 */
export interface AndNode {
  readonly kind: "And";
  readonly args: readonly LeqlNode[];
}

/** Arguments joined by OR; one argument as for {@link AndNode}. */
export interface OrNode {
  readonly kind: "Or";
  readonly args: readonly LeqlNode[];
}

/** `NOT (arg)` */
export interface NotNode {
  readonly kind: "Not";
  readonly arg: LeqlNode;
}

/** `key operator operand` */
export interface ComparisonNode {
  readonly kind: "Comparison";
  readonly key: string;
  readonly operator: ComparisonOperator;
  readonly operand: LeqlOperand;
}

/** `a, b operator operand` or `ALL(a, b) operator operand`: one comparison over several keys. */
export interface CompoundNode {
  readonly kind: "Compound";
  /** At least two. */
  readonly keys: readonly string[];
  /** Whether one of the keys is enough. */
  readonly linking: "any" | "all";
  readonly operator: ComparisonOperator;
  readonly operand: LeqlOperand;
}

/** What is known of a key's value. */
export type Presence =
  /** The key is there, its value may be empty: `key = /.*\/` */
  | "present"
  /** The key is not there: `key != /.*\/` */
  | "absent"
  /** The key has a value that is not empty: `key = /.+/` */
  | "filled"
  /** The key is not there or empty: `key != /.+/` */
  | "unfilled";

/** A test for the presence of a key. */
export interface PresenceNode {
  readonly kind: "Presence";
  readonly key: string;
  readonly presence: Presence;
}

/** A regular expression over the whole log line. */
export interface KeywordNode {
  readonly kind: "Keyword";
  readonly regex: RegexOperand;
  /** True for the rule's own expression, which knows nothing of how the line spells characters. */
  readonly verbatim?: boolean;
}

/**
 * A word or phrase that stands alone: LEQL's keyword search, which looks for whole tokens in the
 * log line. Without quotes it may be the name of a key as well: then it asks for the key.
 */
export interface WordNode {
  readonly kind: "Word";
  readonly text: string;
  readonly quoted: boolean;
}

/** `${name}` that stands alone: a keyword search for the values of a variable. */
export interface VariableSearchNode {
  readonly kind: "VariableSearch";
  readonly name: string;
}

/** Query text from outside of the rule; set in parentheses, since nothing is known of it. */
export interface RawNode {
  readonly kind: "Raw";
  readonly text: string;
}

/** A node of the `where` expression. */
export type LeqlNode =
  | AndNode
  | OrNode
  | NotNode
  | ComparisonNode
  | CompoundNode
  | PresenceNode
  | KeywordNode
  | WordNode
  | VariableSearchNode
  | RawNode;

/** Keys of the children by kind: a new kind does not compile until it is listed. */
export const LEQL_CHILD_KEYS: { readonly [N in LeqlNode as N["kind"]]: readonly (keyof N)[] } = {
  And: ["args"],
  Or: ["args"],
  Not: ["arg"],
  Comparison: [],
  Compound: [],
  Presence: [],
  Keyword: [],
  Word: [],
  VariableSearch: [],
  Raw: [],
};

/** True when a node below passes the test. */
export function someNode(node: LeqlNode, test: (node: LeqlNode) => boolean): boolean {
  if (test(node)) return true;
  switch (node.kind) {
    case "And":
    case "Or":
      return node.args.some((arg) => someNode(arg, test));
    case "Not":
      return someNode(node.arg, test);
    default:
      return false;
  }
}
