/** Random rules. */

import fc from "fast-check";
import { anyCondition, conditionText, IDENTIFIERS } from "./conditions.ts";
import { fieldItems, itemYaml, keywordItem, type RuleItem } from "./items.ts";

/** A rule as text. */
export interface RandomRule {
  readonly text: string;
  /** The texts of its values, for events that match it. */
  readonly pool: readonly string[];
}

interface RuleDetection {
  readonly kind: "map" | "maps" | "keywords";
  readonly items: readonly RuleItem[];
}

/** The fields of {@link anyRule}. */
export const FIELDS = ["f", "g", "h.i", "User Id", "not"] as const;

const anyField = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("f", "g") },
  { weight: 1, arbitrary: fc.constantFrom(...FIELDS) },
);

function detections(field: fc.Arbitrary<RuleItem>): fc.Arbitrary<RuleDetection> {
  return fc.oneof(
    { weight: 4, arbitrary: items("map", field, 2) },
    { weight: 2, arbitrary: items("maps", field, 3) },
    { weight: 1, arbitrary: items("map", keywordItem, 1) },
    { weight: 1, arbitrary: items("keywords", keywordItem, 1) },
    { weight: 1, arbitrary: items("maps", fc.oneof(field, keywordItem), 2) },
  );
}

function items(
  kind: RuleDetection["kind"],
  item: fc.Arbitrary<RuleItem>,
  maxLength: number,
): fc.Arbitrary<RuleDetection> {
  return fc.array(item, { minLength: 1, maxLength }).map((list) => ({ kind, items: list }));
}

function detectionYaml({ kind, items }: RuleDetection): string {
  if (kind === "keywords") return `[ ${items[0].values.map(({ yaml }) => yaml).join(", ")} ]`;
  const pairs = items.map(itemYaml);
  if (kind === "maps") return `[ ${pairs.map((pair) => `{ ${pair} }`).join(", ")} ]`;
  // A map has each key once.
  const keys = new Set<string>();
  const own = pairs.filter((_, at) => {
    const key = items[at].field + items[at].modifiers;
    return !keys.has(key) && keys.add(key);
  });
  return `{ ${own.join(", ")} }`;
}

/**
 * Rules with one to four search identifiers and one or two conditions.
 *
 * @param item Makes items with a field
 * @param logsource The log source in YAML
 */
export function rulesOf(
  item: fc.Arbitrary<RuleItem>,
  logsource?: string,
): fc.Arbitrary<RandomRule> {
  return fc.tuple(
    fc.array(detections(item), { minLength: 1, maxLength: IDENTIFIERS.length, size: "small" }),
    fc.array(anyCondition, { minLength: 1, maxLength: 2, size: "xsmall" }),
  ).map(([identifiers, conditions]) => {
    const texts = conditions.map((model) => conditionText(model, identifiers.length));
    const lines = identifiers.map((one, at) => `  ${IDENTIFIERS[at]}: ${detectionYaml(one)}\n`);
    const condition = texts.length === 1 ? texts[0] : `[ ${texts.join(", ")} ]`;
    const values = identifiers.flatMap((one) => one.items.flatMap((each) => each.values));
    return {
      text: ruleOf(`${lines.join("")}  condition: ${condition}\n`, logsource),
      pool: values.map(({ text }) => text),
    };
  });
}

/** A rule over {@link FIELDS}. */
export const anyRule: fc.Arbitrary<RandomRule> = rulesOf(fieldItems(anyField));

/**
 * Writes a rule.
 *
 * @param section Its detection section, each line indented by two blanks
 * @param logsource Its log source in YAML
 */
export function ruleOf(section: string, logsource: string = "{ category: t }"): string {
  return `title: T\nlogsource: ${logsource}\ndetection:\n${section}`;
}
