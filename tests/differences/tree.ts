/**
 * Tokens to a tree in which two queries can be compared: list operators are written out, nested
 * AND and OR are joined, and the order of their arguments has no effect.
 */

import { quoteText } from "../../lib/leql/quote.ts";
import type { Comparison, Operand, Quoted, Token } from "./lexer.ts";
import { endingTexts } from "./text_regex.ts";

/** How a text is matched. */
export type Match = "equals" | "contains" | "startswith" | "endswith";

/** One test of one key. */
export interface Atom {
  readonly kind: "Atom";
  readonly key: string;
  readonly test: Test;
}

/** What an atom tests. */
export type Test =
  /** `quotes` is set where they are not the shortest kind that can hold the text. */
  | {
    readonly kind: "Text";
    readonly match: Match | "any" | "cased";
    readonly text: string;
    readonly quotes?: string;
  }
  | { readonly kind: "Regex"; readonly pattern: string; readonly flags: string }
  | { readonly kind: "Number"; readonly text: string }
  | { readonly kind: "Null" }
  | { readonly kind: "Other"; readonly text: string };

/** A node. */
export type Tree =
  | Atom
  | { readonly kind: "And" | "Or"; readonly args: readonly Tree[] }
  | { readonly kind: "Not"; readonly arg: Tree };

/** Reads tokens; AND binds tighter than OR, and NOT tighter than both. */
export function parseTokens(tokens: readonly Token[]): Tree {
  let at = 0;
  const tree = parseOr();
  if (at < tokens.length) throw new SyntaxError(`Cannot read the token ${tokens[at].kind}`);
  return tree;

  function parseOr(): Tree {
    return parseChain("OR", "Or", parseAnd);
  }
  function parseAnd(): Tree {
    return parseChain("AND", "And", parseNot);
  }
  function parseChain(sign: "AND" | "OR", kind: "And" | "Or", next: () => Tree): Tree {
    const args = [next()];
    while (tokens[at]?.kind === sign) {
      at++;
      args.push(next());
    }
    return args.length === 1 ? args[0] : { kind, args };
  }
  function parseNot(): Tree {
    const token = tokens[at++];
    switch (token?.kind) {
      case "NOT":
        return { kind: "Not", arg: parseNot() };
      case "(": {
        const tree = parseOr();
        if (tokens[at++]?.kind !== ")") throw new SyntaxError("A parenthesis is not closed");
        return tree;
      }
      case "Comparison":
        return expand(token);
      default:
        throw new SyntaxError(`Cannot read the token ${token?.kind}`);
    }
  }
}

/** Applies a function to each atom. */
export function mapAtoms(tree: Tree, change: (atom: Atom) => Tree): Tree {
  switch (tree.kind) {
    case "Atom":
      return change(tree);
    case "Not":
      return { kind: "Not", arg: mapAtoms(tree.arg, change) };
    default:
      return { kind: tree.kind, args: tree.args.map((arg) => mapAtoms(arg, change)) };
  }
}

/** Applies a function to each AND, or to each OR, after joining nested ones. */
export function mapGroups(
  tree: Tree,
  kind: "And" | "Or",
  change: (args: readonly Tree[]) => readonly Tree[],
): Tree {
  switch (tree.kind) {
    case "Atom":
      return tree;
    case "Not":
      return { kind: "Not", arg: mapGroups(tree.arg, kind, change) };
    default: {
      const args = join(tree).map((arg) => mapGroups(arg, kind, change));
      return { kind: tree.kind, args: tree.kind === kind ? change(args) : args };
    }
  }
}

/** Writes a tree so that two trees of the same content give the same text. */
export function canonicalText(tree: Tree): string {
  switch (tree.kind) {
    case "Atom":
      return JSON.stringify([tree.key, Object.entries(tree.test).sort()]);
    case "Not":
      return `NOT ${canonicalText(tree.arg)}`;
    default:
      return `(${join(tree).map(canonicalText).sort().join(` ${tree.kind} `)})`;
  }
}

function join(tree: Extract<Tree, { kind: "And" | "Or" }>): Tree[] {
  return tree.args.flatMap((arg) => {
    return (arg.kind === "And" || arg.kind === "Or") && arg.kind === tree.kind ? join(arg) : [arg];
  });
}

const OPERATORS: Readonly<Record<string, Match>> = {
  ICONTAINS: "contains",
  "ISTARTS-WITH": "startswith",
  IIN: "equals",
};

function expand({ key, operator, operand }: Comparison): Tree {
  const [, name, many] = /^(.*?)(-ANY|-ALL)?$/.exec(operator)!;
  if (operand.kind === "List") {
    const args = operand.items.map((item) => atom(key, name, item));
    return { kind: many === "-ALL" ? "And" : "Or", args };
  }
  if (operand.kind === "Regex" && operator === "=") {
    const endings = operand.flags === "i" ? endingTexts(operand.pattern) : [];
    const args = endings.map((text): Atom => {
      return { kind: "Atom", key, test: { kind: "Text", match: "endswith", text } };
    });
    if (args.length > 0) return args.length === 1 ? args[0] : { kind: "Or", args };
  }
  return atom(key, name, operand);
}

function atom(key: string, operator: string, operand: Operand): Atom {
  return { kind: "Atom", key, test: readTest(operator, operand) };
}

function readTest(operator: string, operand: Operand): Test {
  const match = OPERATORS[operator];
  switch (operand.kind) {
    case "NoCase":
      if (operator === "=") return textTest("equals", operand.value);
      break;
    case "Quoted":
      if (operator === "") return textTest("contains", operand);
      return textTest(match ?? "cased", operand);
    case "Regex":
      if (operator === "=" && ![".*", ".+"].includes(operand.pattern) || operator === "") {
        return { kind: "Regex", pattern: operand.pattern, flags: operand.flags };
      }
      break;
    case "Word":
      if (operator === "=" && operand.text === "null") return { kind: "Null" };
      if (operator === "=" || operator === "IN") return { kind: "Number", text: operand.text };
      break;
  }
  return { kind: "Other", text: `${operator} ${JSON.stringify(operand)}` };
}

function textTest(match: Match | "cased", { text, quote }: Quoted): Test {
  const usual = quoteText(text) === undefined || quoteText(text) === quote + text + quote;
  return { kind: "Text", match, text, ...(usual ? {} : { quotes: quote }) };
}
