/** Random events for random rules. */

import fc from "fast-check";
import { type JsonValue, type LogEvent, makeEvent } from "../../../lib/event/event.ts";
import { FIELDS } from "./rules.ts";
import { anyText } from "./values.ts";

/** An event whose values may be taken from the rule that it is for. */
export interface EventDraft {
  /** Values by the place of their field in {@link FIELDS}. */
  readonly values: readonly (ValueDraft | undefined)[];
  /** Where a dotted field lies: in its own name, in an object, in the last of a list of objects. */
  readonly nesting: "name" | "object" | "list";
  /** A line that is no JSON, instead of all fields. */
  readonly line?: readonly ScalarDraft[];
}

type ValueDraft = ScalarDraft | readonly ScalarDraft[];

type ScalarDraft =
  | { readonly kind: "fixed"; readonly value: JsonValue }
  | { readonly kind: "taken"; readonly number: number; readonly change: keyof typeof CHANGES };

/** What is done to a text of the rule. */
const CHANGES = {
  none: (text: string) => text,
  unescaped: (text: string) => text.replace(/\\([\\*?])/g, "$1"),
  filled: (text: string) => text.replaceAll("*", "").replaceAll("?", "q"),
  stretched: (text: string) => text.replaceAll("*", "x\ny").replaceAll("?", "😀"),
  upper: (text: string) => text.toUpperCase(),
  lower: (text: string) => text.toLowerCase(),
  longer: (text: string) => `a${text}`,
  longerBehind: (text: string) => `${text}a`,
  around: (text: string) => ` ${text}\n`,
  shorter: (text: string) => text.slice(1),
  shorterBehind: (text: string) => text.slice(0, -1),
  slashes: (text: string) => text.replaceAll("-", "/"),
  doubled: (text: string) => text.replaceAll("\\", "\\\\"),
} as const;

const fixed = fc.oneof(
  { weight: 2, arbitrary: anyText },
  {
    weight: 1,
    arbitrary: fc.constantFrom<JsonValue>(
      4,
      44,
      4.5,
      -4,
      0,
      1e21,
      "44",
      "4.0",
      "+4",
      "18446744073709551616",
      "10.0.0.1",
      "10.0.0.200",
      "192.168.1.1",
      "2001:db8::1",
      "2001:0DB8:0:1::1",
      "::1",
      true,
      false,
      "true",
      null,
      "",
      "\n",
      {},
      [],
    ),
  },
).map((value): ScalarDraft => ({ kind: "fixed", value }));

const taken = fc.record({
  kind: fc.constant("taken" as const),
  number: fc.nat({ max: 11 }),
  change: fc.constantFrom(...Object.keys(CHANGES) as (keyof typeof CHANGES)[]),
});

const scalar: fc.Arbitrary<ScalarDraft> = fc.oneof({ withCrossShrink: true }, fixed, taken, taken);

const value: fc.Arbitrary<ValueDraft> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
);

/** A random event. */
export const anyEvent: fc.Arbitrary<EventDraft> = fc.record({
  values: fc.tuple(
    ...FIELDS.map((_, at) => fc.option(value, { nil: undefined, freq: at < 2 ? 6 : 1 })),
  ),
  nesting: fc.constantFrom("name", "object", "list"),
  line: fc.option(fc.array(scalar, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 1 }),
}).map(({ line, ...draft }) =>
  line === undefined || draft.nesting !== "name" ? draft : { ...draft, line }
);

/**
 * Makes the event of a draft.
 *
 * @param draft The draft
 * @param pool Texts of the rule
 */
export function eventOf({ values, nesting, line }: EventDraft, pool: readonly string[]): LogEvent {
  if (line !== undefined) {
    return makeEvent({}, line.map((draft) => scalarText(draft, pool)).join(" "));
  }
  const fields: Record<string, JsonValue> = {};
  for (const [at, draft] of values.entries()) {
    if (draft === undefined) continue;
    const value = "kind" in draft ? scalarOf(draft, pool) : draft.map((one) => scalarOf(one, pool));
    const [outer, inner] = FIELDS[at].split(".");
    if (inner === undefined || nesting === "name") fields[FIELDS[at]] = value;
    else fields[outer] = nesting === "object" ? { [inner]: value } : [{}, { [inner]: value }];
  }
  return makeEvent(fields);
}

function scalarOf(draft: ScalarDraft, pool: readonly string[]): JsonValue {
  if (draft.kind === "fixed") return draft.value;
  return CHANGES[draft.change](pool[draft.number % pool.length]);
}

function scalarText(draft: ScalarDraft, pool: readonly string[]): string {
  const value = scalarOf(draft, pool);
  return value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}
