/** @module Faults in numbers, networks, presence, references between fields, keywords. */

import type { Mutation } from "./mutation.ts";

const MATCH = "lib/leql/lower_match.ts";
const KEYWORD = "lib/leql/lower_keyword.ts";

/** Faults in values other than texts. */
export const VALUE_MUTATIONS: readonly Mutation[] = [
  {
    name: "gte is written as gt",
    file: MATCH,
    find: `  gte: ">=",`,
    replace: `  gte: ">",`,
  },
  {
    name: "lt is written as lte",
    file: MATCH,
    find: `  lt: "<",`,
    replace: `  lt: "<=",`,
  },
  {
    name: "numbers of a list are texts",
    file: "lib/leql/merge_matches.ts",
    find: `kind: group.kind === "number" ? "Number" : "Text"`,
    replace: `kind: "Text"`,
  },
  {
    name: "a network is one bit smaller",
    file: MATCH,
    find: "const network = `${value.address}/${value.prefix}`;",
    replace: "const network = `${value.address}/${Math.min(32, value.prefix + 1)}`;",
  },
  {
    name: "an IPv6 network has a group too few",
    file: "lib/leql/ipv6.ts",
    find: "const whole = Math.floor(prefix / 16);",
    replace: "const whole = Math.max(1, Math.floor(prefix / 16) - 1);",
  },
  {
    name: "null is written as the empty text",
    file: MATCH,
    find: `return { kind: "Presence", key: field, presence: "unfilled" };`,
    replace: `return this.#compare("=", { kind: "Text", text: "" });`,
  },
  {
    name: "the empty text is written as null",
    file: MATCH,
    find: "const shape = textShape(value);",
    replace:
      `const shape = textShape(value); if (value.parts.length === 0) return { kind: "Presence", key: this.#match.field, presence: "unfilled" };`,
  },
  {
    name: "exists is turned over",
    file: MATCH,
    find: `presence: value.exists ? "present" : "absent"`,
    replace: `presence: value.exists ? "absent" : "present"`,
  },
  {
    name: "exists asks for a value that is not empty",
    file: MATCH,
    find: `presence: value.exists ? "present" : "absent"`,
    replace: `presence: value.exists ? "filled" : "unfilled"`,
  },
  {
    name: "a boolean is turned over",
    file: MATCH,
    find: `{ kind: "Boolean", value: value.value }`,
    replace: `{ kind: "Boolean", value: !value.value }`,
  },
  {
    name: "a field is compared with itself",
    file: MATCH,
    find: `{ kind: "Key", key: value.field }`,
    replace: `{ kind: "Key", key: this.#match.field }`,
  },
  {
    name: "keywords are compared with their letter case",
    file: KEYWORD,
    find: `return { kind: "Regex", pattern, flags: value.cased ? "" : "i" };`,
    replace: `return { kind: "Regex", pattern, flags: "" };`,
  },
  {
    name: "keywords are whole words",
    file: KEYWORD,
    find: `    : { kind: "Keyword", regex };`,
    replace: `    : { kind: "Word", text: regex.pattern, quoted: true };`,
  },
  {
    name: "keywords do not find what JSON escapes",
    file: "lib/leql/keyword_line.ts",
    find: `return '\\\\\\\\?"';`,
    replace: `return '"';`,
  },
];
