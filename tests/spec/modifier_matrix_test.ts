/**
 * Every modifier, every ordered pair and some longer chains, held against every type of value,
 * alone, in a list and under `all`.
 *
 * What must come out is computed here a second time, by the text of the specification: which
 * values each modifier takes, where it may stand, and what the item then means for some events.
 */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import test from "node:test";
import { createCompiler } from "../../lib/compile.ts";
import { isFatal } from "../../lib/diagnostic.ts";
import { lowerRule } from "../../lib/expr/lower_rule.ts";
import type { LeqlNode, LeqlOperand } from "../../lib/leql/ast.ts";
import { lowerExpr } from "../../lib/leql/lower_expr.ts";
import { readDocuments } from "../../lib/sigma/documents.ts";
import { MODIFIERS } from "../../lib/sigma/modifiers/registry.ts";

// What stands in the rules.

/** Two values of each type: one alone, both in a list. */
const SAMPLES = {
  text: ["Ab", " -xY"],
  wildcards: ["A*b", "c?D"],
  empty: ["", ""],
  network: ["10.0.0.0/8", "192.168.1.1"],
  placeholder: ["%x%", "%y%"],
  number: [5, 7],
  boolean: [true, true],
  null: [null, null],
  date: ["2024-01-31", "2024-02-29"],
} as const;

type Sample = keyof typeof SAMPLES;
type Scalar = string | number | boolean | null;

const SHAPES = ["single", "list", "all"] as const;
type Shape = typeof SHAPES[number];

const LONGER_CHAINS = [
  "wide|base64offset|contains",
  "utf16le|base64offset|contains",
  "utf16be|base64offset|contains",
  "utf16|base64offset|contains",
  "wide|base64|contains",
  "wide|windash|base64",
  "windash|wide|base64",
  "windash|contains|cased",
  "contains|windash|cased",
  "windash|base64offset|contains",
  "cased|base64offset|contains",
  "base64offset|contains|neq",
  "contains|cased|neq",
  "neq|contains|cased",
  "startswith|windash|neq",
  "endswith|cased|windash",
  "expand|contains|cased",
  "contains|expand|neq",
  "re|i|startswith",
  "re|i|m|s",
  "re|endswith|i",
  "neq|re|i",
  "fieldref|neq|cased",
  "cased|fieldref|neq",
  "neq|exists|cased",
  "hour|gte|neq",
  "gte|hour|neq",
  "cidr|neq|contains",
  "wide|base64offset|contains|neq",
];

/** All modifiers but `all`, which is one of the shapes. */
const NAMES = [...MODIFIERS.keys()].filter((name) => name !== "all");

/** One of each family of modifiers that do the same. */
const FAMILIES = NAMES.filter((name) =>
  !/^(?:ignorecase|multiline|dotall|lte?|gte|wide|day|week|month|year|minute)$/.test(name)
);

const CHAINS: readonly (readonly string[])[] = [
  [],
  ...NAMES.map((name) => [name]),
  ...FAMILIES.flatMap((first) => FAMILIES.map((second) => [first, second])),
  ...LONGER_CHAINS.map((chain) => chain.split("|")),
];

function yaml(value: Scalar, sample: Sample): string {
  if (sample === "date") return String(value);
  return typeof value === "string" ? `'${value}'` : String(value);
}

function ruleText(field: string, chain: readonly string[], sample: Sample, shape: Shape): string {
  const [first, second] = SAMPLES[sample].map((value) => yaml(value, sample));
  const modifiers = shape === "all" ? [...chain, "all"] : chain;
  const value = shape === "single" ? first : `[${first}, ${second}]`;
  return `title: T
logsource: {product: p}
detection:
  s:
    '${[field, ...modifiers].join("|")}': ${value}
  condition: s
`;
}

// What the values become.

type Token = string | { readonly wildcard: "*" | "?" } | { readonly placeholder: true };

interface Text {
  readonly type: "text";
  readonly tokens: readonly Token[];
  readonly cased: boolean;
  readonly raw?: string;
  readonly encoding?: string;
}

interface Expression {
  readonly type: "regex";
  readonly pattern: string;
  readonly flags: string;
  readonly from: boolean;
  readonly to: boolean;
}

interface Simple {
  readonly type: "number" | "boolean" | "null" | "network" | "exists";
  readonly value: Scalar;
}

interface Compared {
  readonly type: "compare";
  readonly operator: string;
  readonly value: number;
}

interface OtherField {
  readonly type: "fieldref";
  readonly field: string;
  readonly whole: boolean;
}

interface Part {
  readonly type: "part";
  readonly compared: boolean;
}

type Value = Text | Expression | Simple | Compared | OtherField | Part;

/** Alternatives that modifiers make of one value, joined by OR even under `all`. */
type Alternatives = readonly Value[];

/** Thrown by the model for what must be refused. */
class Refused extends Error {}

function refused(code = "invalid-modifier"): never {
  throw new Refused(code);
}

const DASHES = ["-", "/", "–", "—", "―"];
const COMPARISONS = ["lt", "lte", "gt", "gte"];
const PARTS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["minute", [0, 59]],
  ["hour", [0, 23]],
  ["day", [1, 31]],
  ["week", [1, 53]],
  ["month", [1, 12]],
  ["year", [1, 9999]],
]);
const ENCODINGS = ["wide", "utf16le", "utf16be", "utf16"];
const FLAGS: ReadonlyMap<string, string> = new Map([
  ["i", "i"],
  ["ignorecase", "i"],
  ["m", "m"],
  ["multiline", "m"],
  ["s", "s"],
  ["dotall", "s"],
]);
const WHOLE_ITEM = ["all", "neq"];
const MUST_BE_FIRST = ["re", "cidr", "exists"];
const NEED_FIELD = [
  "cidr",
  "exists",
  "fieldref",
  "neq",
  ...COMPARISONS,
  ...PARTS.keys(),
];

function startValue(scalar: Scalar, sample: Sample, keyword: boolean): Value {
  if (sample === "date") refused("invalid-value");
  if (keyword && (typeof scalar === "boolean" || scalar === null)) refused("invalid-value");
  if (typeof scalar === "number") return { type: "number", value: scalar };
  if (typeof scalar === "boolean") return { type: "boolean", value: scalar };
  if (scalar === null) return { type: "null", value: null };
  const tokens = [...scalar].map((sign): Token =>
    sign === "*" || sign === "?" ? { wildcard: sign } : sign
  );
  return { type: "text", tokens, cased: false, raw: scalar };
}

/** The value behind a modifier, by the specification. */
function modify(value: Value, name: string): Alternatives {
  const number = COMPARISONS.includes(name) || PARTS.has(name);
  if (number) return [modifyNumber(value, name)];
  if (FLAGS.has(name)) {
    if (value.type !== "regex") refused();
    return [{ ...value, flags: value.flags + FLAGS.get(name) }];
  }
  switch (name) {
    case "contains":
      return [widen(value, true, true)];
    case "startswith":
      return [widen(value, false, true)];
    case "endswith":
      return [widen(value, true, false)];
    case "cased":
      if (value.type === "fieldref") return [value];
      return [{ ...asText(value), cased: true }];
    case "exists":
      if (value.type !== "boolean") refused();
      return [{ type: "exists", value: value.value }];
    case "re":
      if (value.type === "number") return [expression(String(value.value))];
      return [expression(asText(value).raw ?? refused())];
    case "cidr":
      return [{ type: "network", value: network(asText(value)) }];
    case "fieldref": {
      const text = asText(value);
      if (text.encoding !== undefined) refused();
      const field = literal(text);
      if (field === "") refused();
      return [{ type: "fieldref", field, whole: true }];
    }
    case "expand":
      return [expand(asText(value))];
    case "windash":
      return windash(asText(value));
    case "base64":
      return [plain(bytes(asText(value)).toString("base64"), asText(value))];
    case "base64offset": {
      const text = asText(value);
      if (literal(text) === "") refused();
      return [0, 1, 2].map((shift) => plain(fixedPart(bytes(text), shift), text));
    }
    default: {
      assert.ok(ENCODINGS.includes(name), `the model does not know the modifier "${name}"`);
      const text = asText(value);
      literal(text);
      if (text.encoding !== undefined) refused();
      return [{ ...text, raw: undefined, encoding: name }];
    }
  }
}

function modifyNumber(value: Value, name: string): Value {
  const range = PARTS.get(name);
  if (range === undefined) {
    if (value.type === "part") return value.compared ? refused() : { type: "part", compared: true };
    if (value.type !== "number") refused();
    return { type: "compare", operator: name, value: value.value as number };
  }
  if (value.type !== "number" && value.type !== "compare") refused();
  const number = value.value as number;
  if (number < range[0] || number > range[1]) refused();
  return { type: "part", compared: value.type === "compare" };
}

function asText(value: Value): Text {
  return value.type === "text" ? value : refused();
}

/** The text, if it has neither wildcard nor placeholder. */
function literal({ tokens }: Text): string {
  return tokens.map((token) => typeof token === "string" ? token : refused()).join("");
}

function plain(text: string, { cased }: Text): Text {
  return { type: "text", tokens: [...text], cased };
}

function widen(value: Value, before: boolean, behind: boolean): Value {
  const any: Token = { wildcard: "*" };
  switch (value.type) {
    case "text": {
      const tokens = [...before ? [any] : [], ...value.tokens, ...behind ? [any] : []];
      return { ...value, raw: undefined, tokens };
    }
    case "regex":
      // `startswith` alone binds the beginning, `endswith` alone the end.
      if (before && behind) return value;
      return before ? { ...value, to: true } : { ...value, from: true };
    case "fieldref":
      return { ...value, whole: false };
    default:
      return refused();
  }
}

function expression(pattern: string): Expression {
  return { type: "regex", pattern, flags: "", from: false, to: false };
}

function network(text: Text): string {
  if (!text.tokens.every((token) => typeof token === "string")) refused("invalid-cidr");
  const written = text.tokens.join("");
  return /^\d+\.\d+\.\d+\.\d+(?:\/\d+)?$/.test(written) ? written : refused("invalid-cidr");
}

function expand(text: Text): Text {
  const written = text.tokens.map((token) => typeof token === "string" ? token : "\0").join("");
  const found = /%[a-z]+%/.exec(written);
  if (found === null) return { ...text, raw: undefined };
  const before = text.tokens.slice(0, found.index);
  const behind = text.tokens.slice(found.index + found[0].length);
  return { ...text, raw: undefined, tokens: [...before, { placeholder: true }, ...behind] };
}

/** A dash begins a word if a letter or digit follows and none is in front. */
function windash(text: Text): Text[] {
  const isWord = (token: Token | undefined): boolean =>
    typeof token === "string" && /[\p{L}\p{N}_]/u.test(token);
  let variants: Token[][] = [[]];
  text.tokens.forEach((token, at) => {
    const begins = typeof token === "string" && DASHES.includes(token) &&
      !isWord(text.tokens[at - 1]) && isWord(text.tokens[at + 1]);
    variants = variants.flatMap((head) =>
      (begins ? DASHES : [token]).map((sign) => [...head, sign])
    );
  });
  return variants.map((tokens) => ({ ...text, raw: undefined, tokens }));
}

function bytes(text: Text): Buffer {
  const written = literal(text);
  switch (text.encoding) {
    case undefined:
      return Buffer.from(written, "utf8");
    case "utf16be":
      return Buffer.from(written, "utf16le").swap16();
    case "utf16":
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(written, "utf16le")]);
    default:
      return Buffer.from(written, "utf16le");
  }
}

/** The characters of base64 that stay the same whatever stands around the bytes. */
function fixedPart(content: Buffer, shift: number): string {
  const around = (fill: number): string => {
    const before = Buffer.alloc(3 + shift, fill);
    return Buffer.concat([before, content, Buffer.alloc(6, fill)]).toString("base64");
  };
  const zeros = around(0);
  const ones = around(255);
  return [...zeros].filter((sign, at) => sign === ones[at] && sign !== "=").join("");
}

interface Item {
  readonly values: readonly Alternatives[];
  readonly all: boolean;
  readonly negated: boolean;
}

/** Takes the values through the chain; throws {@link Refused}. */
function modelItem(
  chain: readonly string[],
  sample: Sample,
  shape: Shape,
  keyword: boolean,
): Item {
  if (keyword && chain.some((name) => NEED_FIELD.includes(name))) refused();
  const scalars: readonly Scalar[] = SAMPLES[sample].slice(0, shape === "single" ? 1 : 2);
  let values = scalars.map((scalar): Alternatives => [startValue(scalar, sample, keyword)]);
  chain.forEach((name, at) => {
    const before = chain.slice(0, at);
    if (MUST_BE_FIRST.includes(name) && before.some((other) => !WHOLE_ITEM.includes(other))) {
      refused();
    }
    if (FLAGS.has(name) && !before.includes("re")) refused();
    if (name === "fieldref" && /contains|startswith|endswith/.test(before.join())) refused();
    if (WHOLE_ITEM.includes(name)) return;
    values = values.map((alternatives) => alternatives.flatMap((value) => modify(value, name)));
  });
  for (const value of values.flat()) {
    if (value.type === "text" && value.encoding !== undefined) refused();
  }
  for (const value of values.flat()) checkLeql(value);
  return { values, all: shape === "all", negated: chain.includes("neq") };
}

/** What LEQL cannot say. */
function checkLeql(value: Value): void {
  if (value.type === "part") refused("unsupported-value");
  if (value.type === "fieldref" && !value.whole) refused("unsupported-fieldref");
  if (value.type !== "text") return;
  if (value.tokens.some((token) => typeof token !== "string" && "placeholder" in token)) {
    refused("unresolved-placeholder");
  }
}

// What the item means for an event.

type Event = Readonly<Record<string, string | number | boolean>>;

function itemMatches({ values, all, negated }: Item, event: Event): boolean {
  const found = values.map((alternatives) => alternatives.some((one) => valueMatches(one, event)));
  return (all ? found.every(Boolean) : found.some(Boolean)) !== negated;
}

function valueMatches(value: Value, event: Event): boolean {
  const field = event.f;
  switch (value.type) {
    case "null":
      return field === undefined || field === "";
    case "exists":
      return (field !== undefined) === value.value;
    case "number":
    case "boolean":
      return field === value.value;
    case "compare":
      return typeof field === "number" && compare(field, value.operator, value.value);
    case "fieldref":
      // LEQL compares two keys case-sensitively, of which a warning tells.
      return field !== undefined && field === event[value.field];
    case "network":
      return typeof field === "string" && inNetwork(field, value.value as string);
    case "regex": {
      if (field === undefined) return false;
      const flags = [...new Set(value.flags)].join("");
      const inner = `(?:${value.pattern})`;
      const whole = `${value.from ? "^" : ""}${inner}${value.to ? "$" : ""}`;
      return new RegExp(whole, flags).test(String(field));
    }
    case "text": {
      if (field === undefined) return false;
      const fold = (text: string): string => value.cased ? text : text.toLowerCase();
      const tokens = value.tokens.map((token) => typeof token === "string" ? fold(token) : token);
      return globMatches(tokens, fold(String(field)));
    }
    case "part":
      throw new Error("LEQL cannot select a part of a timestamp");
  }
}

function compare(field: number, operator: string, value: number): boolean {
  switch (operator) {
    case "lt":
    case "<":
      return field < value;
    case "lte":
    case "<=":
      return field <= value;
    case "gt":
    case ">":
      return field > value;
    default:
      return field >= value;
  }
}

/** Matches by trying every length of each `*`. */
function globMatches(tokens: readonly Token[], text: string): boolean {
  if (tokens.length === 0) return text === "";
  const [token, ...rest] = tokens;
  if (typeof token === "string") return text[0] === token && globMatches(rest, text.slice(1));
  if ("wildcard" in token && token.wildcard === "?") {
    return text !== "" && globMatches(rest, text.slice(1));
  }
  for (let at = 0; at <= text.length; at++) if (globMatches(rest, text.slice(at))) return true;
  return false;
}

function inNetwork(address: string, written: string): boolean {
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(address)) return false;
  const [base, prefix = "32"] = written.split("/");
  const bits = (text: string): string =>
    text.split(".").map((part) => Number(part).toString(2).padStart(8, "0")).join("");
  return bits(address).slice(0, Number(prefix)) === bits(base).slice(0, Number(prefix));
}

// What the tree means for an event, by the documentation of LEQL.

function leqlMatches(node: LeqlNode, event: Event): boolean {
  switch (node.kind) {
    case "And":
      return node.args.every((arg) => leqlMatches(arg, event));
    case "Or":
      return node.args.some((arg) => leqlMatches(arg, event));
    case "Not":
      return !leqlMatches(node.arg, event);
    case "Presence": {
      const value = event[node.key];
      if (node.presence === "present") return value !== undefined;
      if (node.presence === "absent") return value === undefined;
      return (value !== undefined && value !== "") === (node.presence === "filled");
    }
    case "Comparison": {
      const value = event[node.key];
      if (value === undefined) return false;
      return leqlCompares(value, node.operator, node.operand, event);
    }
    default:
      throw new Error(`unexpected node ${node.kind}`);
  }
}

function leqlCompares(
  value: string | number | boolean,
  operator: string,
  operand: LeqlOperand,
  event: Event,
): boolean {
  const text = String(value);
  const lower = text.toLowerCase();
  const items = operand.kind === "List" ? operand.items : [operand];
  const caseless = operator.startsWith("I") && operator !== "IN";
  const holds = (item: LeqlOperand): boolean => {
    const written = "text" in item ? item.text : "";
    const [field, sought] = caseless ? [lower, written.toLowerCase()] : [text, written];
    switch (operator.replace(/^I(?!N$)/, "").replace(/-(?:ANY|ALL)$/, "")) {
      case "CONTAINS":
        return field.includes(sought);
      case "STARTS-WITH":
        return field.startsWith(sought);
      case "IN":
        return item.kind === "Number" ? value === Number(written) : field === sought;
      case "==":
        return item.kind === "Key" && value === event[item.key];
      case "=":
        return leqlEquals(value, item);
      default:
        return typeof value === "number" && compare(value, operator, Number(written));
    }
  };
  return operator.endsWith("-ALL") ? items.every(holds) : items.some(holds);
}

function leqlEquals(value: string | number | boolean, operand: LeqlOperand): boolean {
  switch (operand.kind) {
    case "Text":
      return value === operand.text;
    case "NoCase":
      return String(value).toLowerCase() === operand.text.toLowerCase();
    case "Number":
      return value === Number(operand.text);
    case "Boolean":
      return value === operand.value;
    case "Regex":
      return new RegExp(operand.pattern, operand.flags).test(String(value));
    case "Ip":
      return typeof value === "string" && inNetwork(value, operand.network);
    default:
      throw new Error(`unexpected operand ${operand.kind}`);
  }
}

/** Values of the field, and of the fields that `fieldref` names. */
const EVENTS: readonly Event[] = [
  {},
  ...[
    ...["", "Ab", "ab", "xAby", "zab", "ABz", "AxxB", "a-b", "Ab -xY", " -xY", " /xy", " —XY z"],
    ...["c0D", "cd", "zC1Dz", "%x%", "Q", "5", "-", "10.0.0.0/8", "10.1.2.3", "192.168.1.1", "x"],
    ...[4, 5, 6, 7, 8, true, false],
  ].map((f): Event => ({ f })),
  { f: "same", Ab: "same", " -xY": "other", "10.0.0.0/8": "same", "%x%": "other" },
  { f: "same", Ab: "other", " -xY": "same", "10.0.0.0/8": "other", "%x%": "same" },
  { f: "same", Ab: "same", " -xY": "same", "192.168.1.1": "same", "%y%": "same" },
  ...["Ab", " -xY", " /xY", "10.0.0.0/8", "192.168.1.1"].flatMap((text) =>
    (["utf8", "utf16le"] as const).flatMap((encoding) =>
      ["", "q", "qq", "\ufeff"].map((head): Event => ({
        f: Buffer.from(head + text, encoding).toString("base64"),
      }))
    )
  ),
];

const COMPILER = createCompiler({ mapping: null });

/** `query`, or the code of the first fatal diagnostic. */
function outcomes(texts: readonly string[]): string[] {
  const results = COMPILER.compileText({ path: "matrix.yml", text: texts.join("---\n") });
  assert.equal(results.length, texts.length);
  return results.map(({ queries, diagnostics }) => {
    const fatal = diagnostics.find(isFatal);
    assert.equal(queries.length === 0, fatal !== undefined, "neither a query nor a reason");
    return fatal?.code ?? "query";
  });
}

function expectedOutcome(make: () => Item): { outcome: string; item?: Item } {
  try {
    return { outcome: "query", item: make() };
  } catch (error) {
    if (error instanceof Refused) return { outcome: error.message };
    throw error;
  }
}

interface Combination {
  readonly key: string;
  readonly text: string;
  readonly outcome: string;
  readonly item?: Item;
}

function* combinations(field: string): Generator<Combination> {
  for (const chain of CHAINS) {
    for (const sample of Object.keys(SAMPLES) as Sample[]) {
      for (const shape of SHAPES) {
        yield {
          key: `${[field, ...chain].join("|")}: ${sample} ${shape}`,
          text: ruleText(field, chain, sample, shape),
          ...expectedOutcome(() => modelItem(chain, sample, shape, field === "")),
        };
      }
    }
  }
}

function checkOutcomes(field: string): void {
  const wrong: string[] = [];
  let count = 0;
  const all = [...combinations(field)];
  for (let at = 0; at < all.length; at += 500) {
    const batch = all.slice(at, at + 500);
    outcomes(batch.map(({ text }) => text)).forEach((outcome, index) => {
      const expected = batch[index];
      count++;
      if (outcome !== expected.outcome) {
        wrong.push(`${expected.key}: expected ${expected.outcome}, got ${outcome}`);
      }
    });
  }
  assert.deepEqual(wrong, []);
  assert.ok(count > 10_000, String(count));
}

test("every combination of modifiers gives a query or the right refusal", () => {
  checkOutcomes("f");
});

test("every combination of modifiers on keywords gives a query or the right refusal", () => {
  checkOutcomes("");
});

test("what a combination of modifiers converts to means what the specification says", () => {
  const wrong: string[] = [];
  let compared = 0;
  let matched = 0;
  for (const { key, text, item } of combinations("f")) {
    if (item === undefined) continue;
    const [{ content }] = readDocuments(text);
    assert.ok(content?.kind === "Rule", key);
    const { node } = lowerExpr(lowerRule(content).conditions[0]);
    assert.ok(node !== undefined, key);
    for (const event of EVENTS) {
      const expected = itemMatches(item, event);
      compared++;
      if (expected) matched++;
      if (leqlMatches(node, event) !== expected) {
        wrong.push(`${key}: ${JSON.stringify(event)} must ${expected ? "" : "not "}match`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  // Neither trivially true nor trivially false.
  assert.ok(matched > compared / 20 && matched < compared, `${matched} of ${compared}`);
});
