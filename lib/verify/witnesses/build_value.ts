/**
 * The value of one field, so that several tests hold for it.
 *
 * @module
 */

import { type JsonValue, makeEvent } from "../../event/event.ts";
import type { CidrValue, CompareValue } from "../../sigma/value.ts";
import { type Effort, sizeOf } from "../effort.ts";
import type { Random } from "../random.ts";
import { addressIn } from "./addresses.ts";
import { fillDigest, hashPieces } from "./hash_value.ts";
import type { LeafMatchers } from "./leaf_matchers.ts";
import { type Draft, type Piece, valueOf } from "./piece.ts";
import type { RegexSampler } from "./regex_sampler.ts";
import { coreOf, fillParts } from "./text.ts";
import { KEYWORD_FIELD, type Leaf } from "./tree.ts";

/** What values are made with. */
export interface Workshop {
  readonly random: Random;
  readonly effort: Effort;
  readonly matchers: LeafMatchers;
  readonly regexes: RegexSampler;
  /** Fields whose values are hashes, with the algorithms that they may have unasked. */
  readonly hashFields: ReadonlyMap<string, readonly string[]>;
  /** Fields whose value is one digest, with its number of digits. */
  readonly digestFields: ReadonlyMap<string, number>;
  /** Fields whose values follow from those of others. */
  readonly dependentFields: ReadonlySet<string>;
}

/** A text that one test asks for, and where it may stand. */
interface Need {
  readonly leaf: Leaf;
  readonly text: string;
  readonly head: boolean;
  readonly tail: boolean;
}

/** Attempts to find a value that several tests accept. */
const ATTEMPTS = 4;

/** A value, and whether it surely is what the tests ask for. */
export interface BuiltValue {
  readonly draft: Draft;
  /** True when it is so by the way it was made, without an evaluation. */
  readonly certain: boolean;
}

/**
 * Makes a value for which every test holds.
 *
 * @param leaves Tests on one field, at least one; none asks for another field
 * @param workshop Random choices and evaluation
 * @returns A draft of the value, or `undefined` when none was found
 */
export function buildValue(leaves: readonly Leaf[], workshop: Workshop): BuiltValue | undefined {
  const distinct = [...new Set(leaves)];
  if (distinct.length === 1) return single(distinct[0], workshop);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const draft of candidates(distinct, workshop)) {
      if (hold(distinct, draft, workshop)) return { draft, certain: false };
      if (workshop.effort.isSpent) return undefined;
    }
  }
  return undefined;
}

/** Whether tests on one field hold for a draft. */
function hold(leaves: readonly Leaf[], draft: Draft, { matchers, effort }: Workshop): boolean {
  const fields = { [leaves[0].field ?? KEYWORD_FIELD]: valueOf(draft) };
  effort.spend(sizeOf(fields), leaves.length);
  const event = makeEvent(fields);
  return leaves.every((leaf) => matchers.matches(leaf, event) === true);
}

function single(leaf: Leaf, workshop: Workshop): BuiltValue | undefined {
  const { value } = leaf;
  const { random } = workshop;
  switch (value.kind) {
    case "String":
    case "Regex": {
      const need = needOf(leaf, workshop);
      if (need === undefined) return undefined;
      const draft = join([need], workshop);
      if (value.kind === "String") return { draft, certain: true };
      if (hold([leaf], draft, workshop)) return { draft, certain: false };
      // Filling may be what an assertion refuses.
      const bare: Draft = [{ text: need.text, leaf }];
      return hold([leaf], bare, workshop) ? { draft: bare, certain: false } : undefined;
    }
    case "Number":
      // There is no event with infinity.
      return { draft: { json: numberJson(value.text) }, certain: Number.isFinite(+value.text) };
    case "Boolean":
      return { draft: { json: value.value }, certain: true };
    case "Null":
      return { draft: { json: null }, certain: true };
    case "Exists":
      return value.exists ? { draft: [{ text: random.text(6) }], certain: true } : undefined;
    case "Cidr":
      return { draft: [{ text: addressIn(value, random), leaf }], certain: true };
    case "Compare": {
      const json = beside(value);
      return json === undefined ? undefined : { draft: { json }, certain: true };
    }
    default:
      return undefined;
  }
}

/** The least part of a large number that a double can be more or less. */
const LEAST_PART = 2 ** -50;

/** A number beside the bound, on the side that the comparison wants; `undefined` for none. */
function beside({ operator, text }: CompareValue): JsonValue | undefined {
  const sign = operator === "lt" || operator === "lte" ? -1 : 1;
  const bound = Number(text);
  // A double would be the bound itself.
  if (!Number.isSafeInteger(bound) && /^-?\d+$/.test(text)) {
    return String(BigInt(text) + BigInt(sign));
  }
  const number = bound + sign * Math.max(1, Math.abs(bound) * LEAST_PART);
  if (Number.isFinite(number)) return number;
  return Number.isFinite(bound) && operator.endsWith("e") ? bound : undefined;
}

/** A JSON number, or its text where a number cannot hold it. */
export function numberJson(text: string): JsonValue {
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : text;
}

function candidates(leaves: readonly Leaf[], workshop: Workshop): Draft[] {
  const { random } = workshop;
  const drafts: Draft[] = [];
  const needs: Need[] = [];
  for (const leaf of leaves) {
    const need = needOf(leaf, workshop);
    if (need !== undefined) needs.push(need);
    else drafts.push(...singleCandidates(leaf, random));
  }
  if (needs.length > 0) {
    const texts = [join(needs, workshop), needs.map(({ text, leaf }): Piece => ({ text, leaf }))];
    drafts.unshift(...texts);
    // One need may be all of another.
    for (const { text, leaf } of needs) drafts.push([{ text, leaf }]);
  }
  // A list has a value for each.
  const each = leaves.map((leaf) => single(leaf, workshop));
  const values = each.flatMap((built) => built === undefined ? [] : [valueOf(built.draft)]);
  if (values.length === leaves.length) drafts.push({ json: values });
  return drafts;
}

function singleCandidates({ value }: Leaf, random: Random): Draft[] {
  switch (value.kind) {
    case "Number":
      return [{ json: numberJson(value.text) }];
    case "Boolean":
      return [{ json: value.value }];
    case "Null":
      return [{ json: null }];
    case "Cidr":
      return [[{ text: addressIn(value as CidrValue, random) }]];
    case "Compare": {
      const bound = Number(value.text);
      return [-1, 1, 0].map((step) => bound + step).filter(Number.isFinite)
        .map((json) => ({ json }));
    }
    default:
      return [];
  }
}

function needOf(leaf: Leaf, { random, regexes }: Workshop): Need | undefined {
  const { value } = leaf;
  if (value.kind === "String") {
    const { parts, head, tail } = coreOf(value.parts);
    const text = fillParts(parts, () => random.text(random.below(4)), () => random.text(1));
    // A `*` alone has no end that counts.
    return { leaf, text, head, tail };
  }
  if (value.kind !== "Regex") return undefined;
  const text = regexes.sample(leaf, random);
  if (text === undefined) return undefined;
  const head = /^(?:\^|\(\^)/.test(value.pattern);
  const tail = /(?:^|[^\\])(?:\\\\)*\$\)?$/.test(value.pattern);
  return { leaf, text, head, tail };
}

/** Puts texts together in the way of their field. */
function join(needs: readonly Need[], { random, hashFields, digestFields }: Workshop): Piece[] {
  const field = needs[0].leaf.field ?? KEYWORD_FIELD;
  const algorithms = hashFields.get(field);
  if (algorithms !== undefined) return hashPieces(needs, algorithms, random);
  const pieces = combine(needs, random);
  const digits = digestFields.get(field);
  return digits === undefined ? pieces : fillDigest(pieces, digits, random);
}

/** Puts texts behind one another, with filling between them. */
function combine(needs: readonly Need[], random: Random): Piece[] {
  const whole = needs.find(({ head, tail }) => head && tail);
  if (whole !== undefined) return [{ text: whole.text, leaf: whole.leaf }];
  const head = longest(needs.filter((need) => need.head));
  const tail = longest(needs.filter((need) => need.tail));
  const inner = needs.filter((need) => !need.head && !need.tail);
  const filling = (): Piece => ({ text: random.text(1 + random.below(3)) });
  const pieces: Piece[] = [];
  if (head !== undefined) pieces.push({ text: head.text, leaf: head.leaf });
  pieces.push(filling());
  for (const { text, leaf } of inner) pieces.push({ text, leaf }, filling());
  if (tail !== undefined) pieces.push({ text: tail.text, leaf: tail.leaf });
  return pieces;
}

function longest(needs: readonly Need[]): Need | undefined {
  return needs.reduce<Need | undefined>(
    (best, need) => best === undefined || need.text.length > best.text.length ? need : best,
    undefined,
  );
}
