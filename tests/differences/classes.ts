/**
 * What makes queries differ. Each class forgets one thing: it takes a tree, of either writer, to
 * one in which that thing cannot be told apart any more. A difference belongs to the classes that
 * all have to forget before the two queries are equal.
 *
 * The order is that of weight: the first class of a difference is its main one. They forget from
 * the last to the first, so that those that change a text come behind those that find one.
 */

import type { CidrValue } from "../../lib/expr/ast.ts";
import { ipv6Regex } from "../../lib/leql/ipv6.ts";
import type { Token } from "./lexer.ts";
import { ANY, ONE, readTextRegex } from "./text_regex.ts";
import { type Atom, mapAtoms, mapGroups, type Test, type Tree } from "./tree.ts";

/** One reason for a difference between two queries. */
export interface DifferenceClass {
  /** Name of its section in docs/differences.md. */
  readonly id: string;
  readonly forgetTokens?: (tokens: readonly Token[]) => readonly Token[];
  readonly forget?: (tree: Tree) => Tree;
}

/** All classes of two queries. */
export const DIFFERENCE_CLASSES: readonly DifferenceClass[] = [
  {
    id: "list-by-first-value",
    forget: (tree) => mapGroups(tree, "Or", forgetMatch),
  },
  {
    id: "and-as-contains-all",
    forget: (tree) => mapGroups(tree, "And", forgetMatch),
  },
  { id: "negated-windash", forgetTokens: forgetNegatedParentheses },
  {
    id: "final-escaped-wildcard",
    forget: (tree) => mapTexts(tree, (text) => text.replace(/[\\*?]+$/, "")),
  },
  {
    id: "kept-backslash",
    forget: (tree) => mapTexts(tree, (text) => text.replace(/\\+(?=[*?])/g, "")),
  },
  {
    id: "inner-asterisk",
    forget: (tree) => forgetWildcard(tree, ANY, "*"),
  },
  {
    id: "question-mark",
    forget: (tree) => forgetWildcard(tree, ONE, "?"),
  },
  {
    id: "regex-flags",
    forget: (tree) => mapTests(tree, "Regex", (test) => ({ ...test, flags: "i" })),
  },
  {
    id: "regex-slash",
    forget: (tree) => mapPatterns(tree, (pattern) => pattern.replace(/\\\//g, "/")),
  },
  { id: "keyword", forget: forgetKeywords },
  {
    id: "variable",
    forget: (tree) => forgetTextRegex(tree, (text) => text.includes("${")),
  },
  { id: "ipv6", forget: forgetIpv6 },
  { id: "null", forget: forgetNull },
  { id: "any-value", forget: forgetEmptyText },
  { id: "quoted-number", forget: forgetNumbers },
  {
    id: "quoted-key",
    forget: (tree) =>
      mapAtoms(tree, (atom) => ({ ...atom, key: atom.key.replace(/^"(.*)"$/, "$1") })),
  },
  {
    id: "inline-flag",
    forget: (tree) => mapPatterns(tree, (pattern) => pattern.replace(/^\(\?i\)/, "")),
  },
  {
    id: "triple-quotes",
    forget: (tree) => mapTests(tree, "Text", ({ kind, match, text }) => ({ kind, match, text })),
  },
];

type TestOf<K extends Test["kind"]> = Extract<Test, { kind: K }>;

function mapTests<K extends Test["kind"]>(
  tree: Tree,
  kind: K,
  change: (test: TestOf<K>, atom: Atom) => Test,
): Tree {
  return mapAtoms(tree, (atom) => {
    if (atom.test.kind !== kind) return atom;
    return { ...atom, test: change(atom.test as TestOf<K>, atom) };
  });
}

function mapTexts(tree: Tree, change: (text: string) => string): Tree {
  return mapTests(tree, "Text", (test) => ({ ...test, text: change(test.text) }));
}

function mapPatterns(tree: Tree, change: (pattern: string) => string): Tree {
  return mapTests(tree, "Regex", (test) => ({ ...test, pattern: change(test.pattern) }));
}

/** Texts of one key that stand together lose how they are matched. */
function forgetMatch(args: readonly Tree[]): readonly Tree[] {
  const texts = args.filter((arg) => arg.kind === "Atom" && arg.test.kind === "Text") as Atom[];
  return args.map((arg) => {
    if (arg.kind !== "Atom" || arg.test.kind !== "Text") return arg;
    if (texts.filter(({ key }) => key === arg.key).length < 2) return arg;
    return { ...arg, test: { ...arg.test, match: "any" } };
  });
}

/** `NOT (a OR b)` becomes `NOT a OR b` where a and b are the same but for a dash. */
function forgetNegatedParentheses(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    kept.push(tokens[at]);
    if (tokens[at].kind !== "NOT" || tokens[at + 1]?.kind !== "(") continue;
    const end = tokens.findIndex(({ kind }, index) => index > at && kind === ")");
    const inner = tokens.slice(at + 2, end);
    const variants = inner.filter((_, index) => index % 2 === 0).map((token) => {
      return token.kind === "Comparison" ? JSON.stringify(token).replace(DASH_REGEXP, "-") : "";
    });
    const alike = variants.length > 1 && new Set(variants).size === 1 && variants[0] !== "";
    if (!alike || inner.some(({ kind }, index) => index % 2 === 1 && kind !== "OR")) continue;
    kept.push(...inner);
    at = end;
  }
  return kept;
}

// What the modifier windash exchanges.
const DASH_REGEXP = /[-/\u2013\u2014\u2015]/g;

/** A regular expression that says a text becomes that text. */
function forgetTextRegex(tree: Tree, concerns: (text: string) => boolean): Tree {
  return mapTests(tree, "Regex", (test) => {
    const read = test.flags === "i" ? readTextRegex(test.pattern) : undefined;
    return read !== undefined && concerns(read.text) ? { kind: "Text", ...read } : test;
  });
}

function forgetWildcard(tree: Tree, wildcard: string, sign: string): Tree {
  const texts = forgetTextRegex(tree, (text) => text.includes(wildcard));
  return mapTexts(texts, (text) => text.replaceAll(wildcard, sign));
}

function forgetKeywords(tree: Tree): Tree {
  return mapAtoms(tree, (atom) => {
    return atom.key === "" ? forgetTextRegex(atom, () => true) : atom;
  });
}

function forgetIpv6(tree: Tree): Tree {
  return mapTests(tree, "Other", (test) => {
    const match = /"Ip","network":"([^"]*:[^"]*)\/(\d+)"/.exec(test.text);
    if (match === null) return test;
    const network: CidrValue = {
      kind: "Cidr",
      address: match[1],
      prefix: Number(match[2]),
      version: 6,
      span: { start: 0, end: 0 },
    };
    return { kind: "Regex", pattern: ipv6Regex(network) ?? "", flags: "i" };
  });
}

const UNFILLED = '!= {"kind":"Regex","pattern":".+","flags":""}';
const FILLED = '= {"kind":"Regex","pattern":".+","flags":""}';
const PRESENT = '= {"kind":"Regex","pattern":".*","flags":""}';

function forgetNull(tree: Tree): Tree {
  return mapAtoms(tree, (atom) => {
    if (atom.test.kind !== "Other") return atom;
    const isNull: Atom = { ...atom, test: { kind: "Null" } };
    if (atom.test.text === UNFILLED) return isNull;
    return atom.test.text === FILLED ? { kind: "Not", arg: isNull } : atom;
  });
}

function forgetEmptyText(tree: Tree): Tree {
  return mapTests(tree, "Other", (test) => {
    return test.text === PRESENT ? { kind: "Text", match: "contains", text: "" } : test;
  });
}

function forgetNumbers(tree: Tree): Tree {
  return mapTests(tree, "Number", ({ text }) => ({ kind: "Text", match: "equals", text }));
}
