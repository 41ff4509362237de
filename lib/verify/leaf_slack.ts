/**
 * Single tests that a query cannot say exactly.
 *
 * @module
 */

import { type JsonValue, makeEvent } from "../event/event.ts";
import { valuesAt } from "../event/lookup.ts";
import { placeInText, surroundText } from "../mappings/map_whole.ts";
import type { PreparedEntry } from "../mappings/prepare.ts";
import type { PreparedValues } from "../mappings/prepare_field.ts";
import { holdsForText } from "../mappings/shared_values.ts";
import type { Rule } from "../sigma/ast.ts";
import { ANY, type SigmaValue, type StringPart } from "../sigma/value.ts";
import { hashOutcome, isAscii, isEscaped, isUsual } from "./inexact_values.ts";
import type { EventPair } from "./stored_events.ts";
import { shortAddress } from "./witnesses/addresses.ts";
import { LeafMatchers } from "./witnesses/leaf_matchers.ts";
import { coreOf } from "./witnesses/text.ts";
import type { Leaf } from "./witnesses/tree.ts";

/** Outcomes that a query may give. */
export interface Outcomes {
  /** It may match the event. */
  readonly mayHold: boolean;
  /** It may leave the event out. */
  readonly mayFail: boolean;
}

/**
 * How a test differs from the one that it stands for: it looks anywhere in a text, is open to the
 * side where other text stands, or letter case counts or does not.
 */
type Change = "anywhere" | "open" | "cased" | "caseless";

const EITHER: Outcomes = { mayHold: true, mayFail: true };

/** Knows what a query may say of each test of a rule. */
export class LeafSlack {
  readonly #matchers: LeafMatchers;
  readonly #entry: PreparedEntry | undefined;
  /** Tests in the place of others, by the test that they stand for and how they differ. */
  readonly #stand = new Map<Leaf, Map<Change, Leaf>>();

  /**
   * @param rule The rule as it went into the mapping table
   * @param entry The entry that carried it
   */
  constructor(rule: Rule, entry: PreparedEntry | undefined) {
    this.#matchers = new LeafMatchers(rule);
    this.#entry = entry;
  }

  /** The outcomes that a query may give to a test. */
  outcomes(leaf: Leaf, event: EventPair): Outcomes {
    const sure = this.#matchers.matches(leaf, event.sigma);
    if (sure === undefined) return EITHER;
    const other = this.#otherOutcome(leaf, event, sure);
    return { mayHold: sure || other, mayFail: !sure || !other };
  }

  /** What a query may say of a test instead; the same when it is exact for this event. */
  #otherOutcome(leaf: Leaf, { sigma, stored }: EventPair, sure: boolean): boolean {
    const { field, value } = leaf;
    const mapping = field === null ? undefined : this.#entry?.fields.get(field);
    if (mapping?.kind === "Within") {
      if (mapping.key === null && isEscaped(value, stored.line)) return !sure;
      const inText = this.#standIn(leaf, "anywhere", () => searchedIn(leaf, mapping.key));
      return this.#matchers.matches(inText, stored) ?? !sure;
    }
    if (field === null) {
      return isEscaped(value, stored.line) ? !sure : sure;
    }
    const rules = mapping?.kind === "Keys" ? mapping.values : undefined;
    if (!sure && this.#isStoredAlike(leaf, sigma.fields, rules)) return true;
    if (!sure && this.#holdsInside(leaf, sigma.fields, rules)) return true;
    const caseIsLost = rules?.letterCase !== undefined;
    switch (value.kind) {
      case "String":
        if (mapping?.kind === "Hashes") return hashOutcome(value, sure);
        if (caseIsLost && value.cased) return this.#cased(leaf, sigma.fields, false) ?? sure;
        return isAscii(value) ? sure : this.#cased(leaf, sigma.fields, true) ?? sure;
      case "Regex":
        return caseIsLost || sure;
      case "Null":
        return sure || textsAt(sigma.fields, field).every((text) => /^\n*$/.test(text));
      case "FieldRef":
        return value.cased ? sure : this.#cased(leaf, sigma.fields, true) ?? sure;
      case "Cidr":
        if (value.version === 4) return sure;
        return textsAt(sigma.fields, field).some((text) => {
          const short = shortAddress(text);
          // An address may be spelled otherwise, and a text that is no address may begin like one.
          if (sure) return short !== undefined && isUsual(text, short);
          return short === undefined && value.prefix <= 112;
        });
      case "Compare":
        // A negation in the operator looks at each value of a list.
        return sure && textsAt(sigma.fields, field).length < 2;
      default:
        return sure;
    }
  }

  /** Whether a value is stored like one for which the test holds. */
  #isStoredAlike(
    leaf: Leaf,
    fields: EventPair["sigma"]["fields"],
    rules: PreparedValues | undefined,
  ): boolean {
    if (rules?.map === undefined) return false;
    const field = leaf.field ?? "";
    const words = rules.spelled.filter((name) => {
      return this.#matchers.holds(this.#withCase(leaf, false), { [field]: name }) === true;
    }).flatMap((name) => rules.map?.get(name.toLowerCase()) ?? []);
    return textsAt(fields, field).some((text) => {
      const stored = rules.map?.get(text.toLowerCase()) ?? [{ text }];
      return words.some((word) => stored.some((own) => holdsForText(word, own.text)));
    });
  }

  /** Whether the test holds for a value that stands beside other text, and is open to that side. */
  #holdsInside(
    leaf: Leaf,
    fields: EventPair["sigma"]["fields"],
    rules: PreparedValues | undefined,
  ): boolean {
    const { field } = leaf;
    if (rules?.whole === undefined || field === null) return false;
    const { whole } = rules;
    const open = this.#standIn(leaf, "open", () => {
      const value = placeInText(leaf.value, whole);
      return typeof value === "string" ? leaf : { ...leaf, value: value as Leaf["value"] };
    });
    return textsAt(fields, field).some((text) =>
      this.#matchers.holds(open, { [field]: surroundText(text, whole) }) === true
    );
  }

  /** The outcome when letter case counts, or does not. */
  #cased(leaf: Leaf, fields: EventPair["sigma"]["fields"], cased: boolean): boolean | undefined {
    return this.#matchers.matches(this.#withCase(leaf, cased), makeEvent(fields));
  }

  #withCase(leaf: Leaf, cased: boolean): Leaf {
    return this.#standIn(
      leaf,
      cased ? "cased" : "caseless",
      () => ({ ...leaf, value: { ...leaf.value, cased } as Leaf["value"] }),
    );
  }

  #standIn(leaf: Leaf, change: Change, make: () => Leaf): Leaf {
    let known = this.#stand.get(leaf);
    if (known === undefined) {
      known = new Map();
      this.#stand.set(leaf, known);
    }
    let found = known.get(change);
    if (found === undefined) {
      found = make();
      known.set(change, found);
    }
    return found;
  }
}

/** The test, on a longer text in which the field's value stands. */
function searchedIn(leaf: Leaf, key: string | null): Leaf {
  const value = anywhere(leaf.value) as Leaf["value"];
  return { ...leaf, field: key, value, item: { ...leaf.item, field: key } };
}

function anywhere(value: SigmaValue): SigmaValue {
  if (value.kind !== "String") return value;
  const parts: readonly StringPart[] = [ANY, ...coreOf(value.parts).parts, ANY];
  return { ...value, parts };
}

function textsAt(fields: EventPair["sigma"]["fields"], field: string): string[] {
  return valuesAt(fields, field).filter((value: JsonValue) => value !== null).map(String);
}
