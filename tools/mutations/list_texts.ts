/** @module Faults in how texts, wildcards, quotes and regular expressions are written. */

import type { Mutation } from "./mutation.ts";

const MATCH = "lib/leql/lower_match.ts";
const MERGE = "lib/leql/merge_matches.ts";
const SHAPE = "lib/leql/shape.ts";
const QUOTE = "lib/leql/quote.ts";

/** The line of `quoteText` that sets a text in double quotes. */
const QUOTING = `return undefined;
  if (!text.includes('"')) return \`"\${text}"\`;`;

/** Faults in texts. */
export const TEXT_MUTATIONS: readonly Mutation[] = [
  {
    name: "startswith is written as contains",
    file: MATCH,
    find: `value.cased ? "STARTS-WITH" : "ISTARTS-WITH"`,
    replace: `value.cased ? "CONTAINS" : "ICONTAINS"`,
  },
  {
    name: "contains is written as equals",
    file: SHAPE,
    find: `return { kind: "contains", text: second.text };`,
    replace: `return { kind: "equals", text: second.text };`,
  },
  {
    name: "endswith has no anchor",
    file: MATCH,
    find: "const pattern = `.*${escapeRegex(shape.text)}$`;",
    replace: "const pattern = `.*${escapeRegex(shape.text)}`;",
  },
  {
    name: "endswith has no anchor in a list",
    file: MERGE,
    find: "texts.map((text) => `.*${escapeRegex(text)}$`)",
    replace: "texts.map((text) => `.*${escapeRegex(text)}`)",
  },
  {
    name: "the flag for letter case is lost",
    file: MATCH,
    find: `const flags = value.cased ? "" : "i";`,
    replace: `const flags = "";`,
  },
  {
    name: "cased values in a list ignore letter case",
    file: MERGE,
    find: `compare(cased ? "IN" : "IIN")`,
    replace: `compare("IIN")`,
  },
  {
    name: "cased contains in a list ignores letter case",
    file: MERGE,
    find: `return compare(cased ? "CONTAINS-ANY" : "ICONTAINS-ANY");`,
    replace: `return compare("ICONTAINS-ANY");`,
  },
  {
    name: "a value is compared with its letter case",
    file: MATCH,
    find: `{ kind: value.cased ? "Text" : "NoCase", text: shape.text }`,
    replace: `{ kind: "Text", text: shape.text }`,
  },
  {
    name: "the first value decides for all of a list",
    file: MERGE,
    find: `"texts" in member && member.kind === shape.kind && member.cased === cased`,
    replace: `"texts" in member`,
  },
  {
    name: "all of several texts becomes any of them",
    file: MERGE,
    find: `if (kind === "And") return compare(cased ? "CONTAINS-ALL" : "ICONTAINS-ALL");`,
    replace: "",
  },
  {
    name: "any of several texts becomes all of them",
    file: MERGE,
    find: `if (kind === "And") return compare(cased ? "CONTAINS-ALL" : "ICONTAINS-ALL");`,
    replace: `return compare(cased ? "CONTAINS-ALL" : "ICONTAINS-ALL");`,
  },
  {
    name: "conditions on one field that must hold together become a list",
    file: MERGE,
    find: `if (kind === "And" && shape.kind !== "contains") return false;`,
    replace: "",
  },
  {
    name: "? stands for any number of characters",
    file: SHAPE,
    find: `const ONE_CHARACTER = "[\\\\s\\\\S]";`,
    replace: `const ONE_CHARACTER = "[\\\\s\\\\S]*";`,
  },
  {
    name: "? does not stand for a line break",
    file: SHAPE,
    find: `const ONE_CHARACTER = "[\\\\s\\\\S]";`,
    replace: `const ONE_CHARACTER = ".";`,
  },
  {
    name: "* inside does not stand for a line break",
    file: SHAPE,
    find: `const ANY_CHARACTERS = "[\\\\s\\\\S]*";`,
    replace: `const ANY_CHARACTERS = ".*";`,
  },
  {
    name: "* inside is searched as text",
    file: SHAPE,
    find: "pattern += ANY_CHARACTERS;",
    replace: `pattern += "\\\\*";`,
  },
  {
    name: "a pattern has no anchor at its end",
    file: SHAPE,
    find: `parts[parts.length - 1]?.kind === "Any" ? "" : "$"`,
    replace: `""`,
  },
  {
    name: "a literal wildcard is read as one",
    file: "lib/sigma/sigma_string.ts",
    find: `"\\\\*?".includes(raw[at + 1])`,
    replace: `"\\\\".includes(raw[at + 1])`,
  },
  {
    name: "a literal wildcard keeps its backslash",
    file: QUOTE,
    find: QUOTING,
    replace: `return undefined;
  if (!text.includes('"')) return \`"\${text.replace(/[*?]/g, "\\\\\\\\$&")}"\`;`,
  },
  {
    name: "a literal wildcard at the end is cut off",
    file: MATCH,
    find: "const shape = textShape(value);",
    replace:
      `let shape = textShape(value); if ("text" in shape) shape = { ...shape, text: shape.text.replace(/[*?]+$/, "") };`,
  },
  {
    name: "the kind of quotes does not fit the text",
    file: QUOTE,
    find: QUOTING,
    replace: `return undefined;
  return \`"\${text}"\`;`,
  },
  {
    name: "backslashes are doubled inside quotes",
    file: QUOTE,
    find: QUOTING,
    replace: `return undefined;
  if (!text.includes('"')) return \`"\${text.replaceAll("\\\\", "\\\\\\\\")}"\`;`,
  },
  {
    name: "what looks like a variable stands in quotes",
    file: QUOTE,
    find: "\\u2028\\u2029]|\\$\\{/;",
    replace: "\\u2028\\u2029]/;",
    tests: ["tests/cases_test.ts"],
  },
  {
    name: "a text that ends in a quote is set in three of them",
    file: QUOTE,
    find: "if (text.includes(fence) || text.endsWith(quote)) return undefined;",
    replace: "",
  },
  {
    name: "dots in a regular expression are not escaped",
    file: QUOTE,
    find: "/[()[\\]{}?*+\\-|^$\\\\.&~# ",
    replace: "/[()[\\]{}?*+\\-|^$\\\\&~# ",
  },
  {
    name: "a slash ends a regular expression",
    file: QUOTE,
    find: `return found === "/" ? "\\\\/" : found;`,
    replace: `return found;`,
  },
  {
    name: "regular expressions always ignore letter case",
    file: MATCH,
    find: `return this.#compare("=", { kind: "Regex", pattern, flags });
  }

  #cidr`,
    replace: `return this.#compare("=", { kind: "Regex", pattern, flags: "i" });
  }

  #cidr`,
  },
  {
    name: "the flags of a regular expression are dropped",
    file: MATCH,
    find: `return this.#compare("=", { kind: "Regex", pattern, flags });
  }

  #cidr`,
    replace: `return this.#compare("=", { kind: "Regex", pattern, flags: "" });
  }

  #cidr`,
  },
  {
    name: "base64offset cuts one character too few at its start",
    file: "lib/sigma/modifiers/base64offset.ts",
    find: "const START_CUT = [0, 2, 3];",
    replace: "const START_CUT = [0, 2, 2];",
  },
  {
    name: "base64offset cuts one character too few at its end",
    file: "lib/sigma/modifiers/base64offset.ts",
    find: "const END_CUT = [0, 3, 2];",
    replace: "const END_CUT = [0, 2, 2];",
  },
  {
    name: "base64 takes a wide text for UTF-8",
    file: "lib/sigma/modifiers/bytes.ts",
    find: "if (encoding === undefined) return",
    replace: "if (encoding !== undefined || encoding === undefined) return",
  },
  {
    name: "one kind of dash is lost",
    file: "lib/sigma/modifiers/windash.ts",
    find: `["-", "/", "\\u2013", "\\u2014", "\\u2015"]`,
    replace: `["-", "/", "\\u2013", "\\u2014"]`,
  },
  {
    name: "the modifier contains adds no wildcard in front",
    file: "lib/sigma/modifiers/contains.ts",
    find: "withParts(value, [ANY, ...value.parts, ANY])",
    replace: "withParts(value, [...value.parts, ANY])",
  },
];
