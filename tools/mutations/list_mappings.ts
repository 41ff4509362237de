/** @module Faults in how mapping tables are applied. */

import type { Mutation } from "./mutation.ts";

const ITEM = "lib/mappings/map_item.ts";

/** Faults of the mapping engine. */
export const MAPPING_MUTATIONS: readonly Mutation[] = [
  {
    name: "a field keeps its name",
    file: ITEM,
    find: `return keys.length === 1 ? withKey(item, keys[0], values) : overKeys(item, keys, values);
}`,
    replace: `return withKey(item, item.field, values);
}`,
  },
  {
    name: "of two keys for a field one is searched",
    file: ITEM,
    find: `return keys.length === 1 ? withKey(item, keys[0], values) : overKeys(item, keys, values);
}`,
    replace: `return withKey(item, keys[0], values);
}`,
  },
  {
    name: "of three keys for a field one is forgotten",
    file: ITEM,
    find: `joinDivided(item, "Any", keys.map((key) => withKey(item, key, present)))`,
    replace:
      `joinDivided(item, "Any", keys.filter((_, at) => at !== 1).map((key) => withKey(item, key, present)))`,
  },
  {
    name: "a field is absent when one of its keys is",
    file: ITEM,
    find: `joinDivided(item, "All", keys.map((key) => withKey(item, key, absent)))`,
    replace: `joinDivided(item, "Any", keys.map((key) => withKey(item, key, absent)))`,
  },
  {
    name: "a divided item does not turn over under neq",
    file: "lib/sigma/divide_item.ts",
    find: `kind: item.negated ? turned : kind`,
    replace: `kind`,
    tests: ["tests/mappings/apply_test.ts", "tests/mappings/hashes_test.ts"],
  },
  {
    name: "a mapped value gets the word of another",
    file: "lib/mappings/map_values.ts",
    find: `const target = map.get(text.toLowerCase());`,
    replace: `const target = map.has(text.toLowerCase()) ? [...map.values()][0] : undefined;`,
  },
  {
    name: "of the words for a value one is forgotten",
    file: "lib/mappings/map_values.ts",
    find: `if (target !== undefined) return target.map((word) => wordValue(word, value));`,
    replace:
      `if (target !== undefined) return target.slice(0, 1).map((word) => wordValue(word, value));`,
  },
  {
    name: "a comparison with words takes the bound as well",
    file: "lib/mappings/decide_pattern.ts",
    find: `gt: (difference) => difference > 0,`,
    replace: `gt: (difference) => difference >= 0,`,
  },
  {
    name: "a prefix is not replaced",
    file: "lib/mappings/map_prefix.ts",
    find: `values: whole === undefined ? [value, ...changed] : changed,`,
    replace: `values: [value],`,
  },
  {
    name: "a fixed condition is left out",
    file: "lib/mappings/fixed_conditions.ts",
    find: `if (args.length === 0) return { ...condition, node };`,
    replace: `if (args.length <= 1) return { ...condition, node };`,
  },
  {
    name: "the beginning of a hash is compared with the whole",
    file: "lib/mappings/hashes.ts",
    find: `parts: prefix ? [text, ANY] : [text],`,
    replace: `parts: [text],`,
  },
  {
    name: "a hash is searched under every algorithm",
    file: "lib/mappings/hashes.ts",
    find: `return { keys: [key], value: hashValue(value, digest, prefix) };`,
    replace: `return { keys: [...keys.values()], value: hashValue(value, digest, prefix) };`,
  },
  {
    name: "a value that stands in a text is compared with all of it",
    file: "lib/mappings/map_within.ts",
    find: `return withParts(value, [ANY, ...inner, ANY]);`,
    replace: `return value;`,
  },
  {
    name: "a value is searched without its endings",
    file: "lib/mappings/prepare_field.ts",
    find: `endings: endings === undefined ? [] : ["", ...endings],`,
    replace: `endings: endings === undefined ? [] : [""],`,
    tests: ["tests/mappings/values_test.ts"],
  },
  {
    name: "the ending takes the place of the value without it",
    file: "lib/mappings/map_whole.ts",
    find: `(value.cased ? inBothCases(endings) : endings)
        .map(`,
    replace: `(value.cased ? inBothCases(endings) : endings).slice(-1)
        .map(`,
  },
  {
    name: "of several event types one has no query",
    file: "lib/compiler/render.ts",
    find: `[part.eventType, ...part.twins].map(`,
    replace: `[part.eventType, ...part.twins].slice(0, 1).map(`,
  },
  {
    name: "a table names another key",
    file: "lib/mappings/pysigma.json",
    find: `"CommandLine": { "key": "process.cmd_line"`,
    replace: `"CommandLine": { "key": "process.name"`,
    tests: ["tests/cases_test.ts"],
  },
];
