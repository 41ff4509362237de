/** Random conditions. */

import fc from "fast-check";

/** A condition over search identifiers that are known by their number. */
export type ConditionModel =
  | { readonly kind: "Name"; readonly number: number }
  | { readonly kind: "Words"; readonly text: string }
  | { readonly kind: "Not"; readonly arg: ConditionModel }
  | { readonly kind: "Join"; readonly word: "and" | "or"; readonly args: readonly ConditionModel[] }
  | { readonly kind: "Group"; readonly arg: ConditionModel };

/** Search identifiers by their number; quantifiers tell them apart. */
export const IDENTIFIERS: readonly string[] = ["x", "sel_1", "sel_2", "_z"];

/** Words that mean something from as many identifiers on. */
const QUANTIFIERS: readonly (readonly [words: string, identifiers: number])[] = [
  ["1 of them", 1],
  ["all of them", 1],
  ["any of them", 1],
  ["all of x", 1],
  ["1 of sel_*", 2],
  ["all of sel*", 2],
  ["all of *_2", 3],
  ["1 of _z", 4],
  ["all of _*", 4],
];

/** A random condition. */
export const anyCondition: fc.Arbitrary<ConditionModel> = fc.letrec<{ node: ConditionModel }>(
  (tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.nat({ max: 3 }).map((number): ConditionModel => ({ kind: "Name", number })),
      fc.constantFrom(...QUANTIFIERS).map(([text]): ConditionModel => ({ kind: "Words", text })),
      tie("node").map((arg): ConditionModel => ({ kind: "Not", arg })),
      tie("node").map((arg): ConditionModel => ({ kind: "Group", arg })),
      fc.tuple(
        fc.constantFrom("and" as const, "or" as const),
        fc.array(tie("node"), { minLength: 2, maxLength: 3 }),
      ).map(([word, args]): ConditionModel => ({ kind: "Join", word, args })),
    ) as fc.Arbitrary<ConditionModel>,
  }),
).node;

/**
 * Writes a condition. Without groups, precedence decides what is joined.
 *
 * @param model The condition
 * @param identifiers Number of search identifiers that the rule has
 */
export function conditionText(model: ConditionModel, identifiers: number): string {
  switch (model.kind) {
    case "Name":
      return IDENTIFIERS[model.number % identifiers];
    case "Words": {
      const known = QUANTIFIERS.some(([words, from]) =>
        words === model.text && from <= identifiers
      );
      return known ? model.text : IDENTIFIERS[0];
    }
    case "Not":
      return `not ${conditionText(model.arg, identifiers)}`;
    case "Group":
      return `(${conditionText(model.arg, identifiers)})`;
    case "Join":
      return model.args.map((arg) => conditionText(arg, identifiers)).join(` ${model.word} `);
  }
}
