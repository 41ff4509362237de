/**
 * The value of one field, so that several tests hold for it.
 *
 * @module
 */

import type { JsonValue } from "../../event/event.ts";
import type { CidrValue, CompareValue } from "../../sigma/value.ts";
import type { Random } from "../random.ts";
import { addressIn } from "./addresses.ts";
import { hashPieces } from "./hash_value.ts";
import type { LeafMatchers } from "./leaf_matchers.ts";
import { type Draft, type Piece, valueOf } from "./piece.ts";
import type { RegexSampler } from "./regex_sampler.ts";
import { coreOf, fillParts } from "./text.ts";
import { KEYWORD_FIELD, type Leaf } from "./tree.ts";

/** What values are made with. */
export interface Workshop {
  readonly random: Random;
  readonly matchers: LeafMatchers;
  readonly regexes: RegexSampler;
  /** Fields whose values are hashes. */
  readonly hashFields: ReadonlySet<string>;
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
  let found: Draft | undefined;
  for (let attempt = 0; attempt < ATTEMPTS && found === undefined; attempt++) {
    found = candidates(distinct, workshop).find((draft) =>
      distinct.every((leaf) => holds(leaf, draft, workshop))
    );
  }
  return found && { draft: found, certain: false };
}

/** Whether a test holds for a draft. */
function holds(leaf: Leaf, draft: Draft, { matchers }: Workshop): boolean {
  return matchers.holds(leaf, { [leaf.field ?? KEYWORD_FIELD]: valueOf(draft) }) === true;
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
      if (holds(leaf, draft, workshop)) return { draft, certain: false };
      // Filling may be what an assertion refuses.
      const bare: Draft = [{ text: need.text, leaf }];
      return holds(leaf, bare, workshop) ? { draft: bare, certain: false } : undefined;
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
    case "Compare":
      return { draft: { json: beside(value) }, certain: Number.isFinite(+value.text) };
    default:
      return undefined;
  }
}

/** A number beside the bound, on the side that the comparison wants. */
function beside({ operator, text }: CompareValue): JsonValue {
  const step = operator === "lt" || operator === "lte" ? -1 : 1;
  const bound = Number(text);
  if (Number.isSafeInteger(bound) || !/^-?\d+$/.test(text)) return bound + step;
  // A double would be the bound itself.
  return String(BigInt(text) + BigInt(step));
}

/** A JSON number, or its text where a number cannot hold it. */
export function numberJson(text: string): JsonValue {
  const number = Number(text);
  return String(number) === text ? number : text;
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
      return [-1, 1, 0].map((step) => ({ json: bound + step }));
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
function join(needs: readonly Need[], { random, hashFields }: Workshop): Piece[] {
  const { field } = needs[0].leaf;
  return field !== null && hashFields.has(field)
    ? hashPieces(needs, random)
    : combine(needs, random);
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
