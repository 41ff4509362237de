/**
 * How far a query may differ from its rule where the conversion says that it
 * does: a single test that a query cannot say exactly may have another outcome
 * for the events that this is about, and for no others.
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
import { ANY, type SigmaValue, type StringPart, type StringValue } from "../sigma/value.ts";
import type { EventPair } from "./stored_events.ts";
import { shortAddress } from "./witnesses/addresses.ts";
import { LeafMatchers } from "./witnesses/leaf_matchers.ts";
import { coreOf } from "./witnesses/text.ts";
import { type ConditionTree, conditionTree, type Leaf, type Node } from "./witnesses/tree.ts";

/** Outcomes that a query may give. */
interface Outcomes {
  readonly mayHold: boolean;
  readonly mayFail: boolean;
}

const EITHER: Outcomes = { mayHold: true, mayFail: true };

/** Knows the tests of one condition that a query cannot say exactly. */
export class Slack {
  readonly #tree: ConditionTree | undefined;
  readonly #matchers: LeafMatchers;
  readonly #entry: PreparedEntry | undefined;
  /** Tests in the place of others, by the test that they stand for. */
  readonly #stand = new Map<Leaf, Leaf>();

  /**
   * @param rule The rule as it went into the mapping table
   * @param condition Index of the condition
   * @param entry The entry that carried it
   */
  constructor(rule: Rule, condition: number, entry: PreparedEntry | undefined) {
    this.#tree = conditionTree(rule, condition);
    this.#matchers = new LeafMatchers(rule);
    this.#entry = entry;
  }

  /** Whether the query may give an outcome for an event. */
  allows(event: EventPair, outcome: boolean): boolean {
    if (this.#tree === undefined) return true;
    const { mayHold, mayFail } = this.#outcomes(this.#tree.root, event);
    return outcome ? mayHold : mayFail;
  }

  #outcomes(node: Node, event: EventPair): Outcomes {
    switch (node.kind) {
      case "Leaf":
        return this.#leafOutcomes(node, event);
      case "Not": {
        const { mayHold, mayFail } = this.#outcomes(node.arg, event);
        return { mayHold: mayFail, mayFail: mayHold };
      }
      case "All":
      case "Any": {
        const args = node.args.map((arg) => this.#outcomes(arg, event));
        const isAll = node.kind === "All";
        return {
          mayHold: isAll ? args.every(holds) : args.some(holds),
          mayFail: isAll ? args.some(fails) : args.every(fails),
        };
      }
    }
  }

  #leafOutcomes(leaf: Leaf, event: EventPair): Outcomes {
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
      const inText = this.#standIn(leaf, () => searchedIn(leaf, mapping.key));
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
      const caseless = this.#standIn(
        leaf,
        () => ({ ...leaf, value: { ...leaf.value, cased: false } as Leaf["value"] }),
      );
      return this.#matchers.holds(caseless, { [field]: name }) === true;
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
    const open = this.#standIn(leaf, () => {
      const value = placeInText(leaf.value, whole);
      return typeof value === "string" ? leaf : { ...leaf, value: value as Leaf["value"] };
    });
    return textsAt(fields, field).some((text) =>
      this.#matchers.holds(open, { [field]: surroundText(text, whole) }) === true
    );
  }

  /** The outcome when letter case counts, or does not. */
  #cased(leaf: Leaf, fields: EventPair["sigma"]["fields"], cased: boolean): boolean | undefined {
    const other = this.#standIn(
      leaf,
      () => ({ ...leaf, value: { ...leaf.value, cased } as Leaf["value"] }),
    );
    return this.#matchers.matches(other, makeEvent(fields));
  }

  #standIn(leaf: Leaf, make: () => Leaf): Leaf {
    let found = this.#stand.get(leaf);
    if (found === undefined) {
      found = make();
      this.#stand.set(leaf, found);
    }
    return found;
  }
}

/** Whether an address is spelled as a query expects: short, or with all eight groups. */
function isUsual(text: string, short: string): boolean {
  return text.toLowerCase() === short || /^(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$/i.test(text);
}

const holds = ({ mayHold }: Outcomes): boolean => mayHold;
const fails = ({ mayFail }: Outcomes): boolean => mayFail;

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

// deno-lint-ignore no-control-regex
const ESCAPED_REGEXP = /[\u0000-\u001f"\\\u007f-\u009f\u2028\u2029]/;

/**
 * Whether a keyword looks at characters of the line that JSON writes with a backslash, or at the
 * ends of a value, which are no ends of the line.
 */
function isEscaped(value: SigmaValue, line: string): boolean {
  if (value.kind === "Regex" && /[\^$]|\\[AzbB]/.test(value.pattern)) return true;
  if (!ESCAPED_REGEXP.test(line)) return false;
  if (value.kind !== "String") return true;
  return value.parts.some((part) =>
    part.kind === "One" || (part.kind === "Text" && ESCAPED_REGEXP.test(part.text))
  );
}

/** Each digest has a key of its own, so that nothing is known of what stands beside it. */
function hashOutcome({ parts }: StringValue, sure: boolean): boolean {
  const isOpen = parts.length === 3 && parts[0].kind === "Any" && parts[2].kind === "Any";
  const hasAlgorithm = parts.some((part) => part.kind === "Text" && part.text.includes("="));
  return sure ? hasAlgorithm : !isOpen;
}

// deno-lint-ignore no-control-regex
const BEYOND_ASCII_REGEXP = /[^\u0000-\u007f]/;

function isAscii({ parts, cased }: StringValue): boolean {
  return cased ||
    !parts.some((part) => part.kind === "Text" && BEYOND_ASCII_REGEXP.test(part.text));
}
