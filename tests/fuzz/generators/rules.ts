/** Random rules. */

import fc from "fast-check";
import { anyCondition, conditionText, IDENTIFIERS } from "./conditions.ts";
import { fieldItem, itemYaml, keywordItem, type RuleItem } from "./items.ts";

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

const detection: fc.Arbitrary<RuleDetection> = fc.oneof(
  { weight: 4, arbitrary: items("map", fieldItem, 2) },
  { weight: 2, arbitrary: items("maps", fieldItem, 3) },
  { weight: 1, arbitrary: items("map", keywordItem, 1) },
  { weight: 1, arbitrary: items("keywords", keywordItem, 1) },
  { weight: 1, arbitrary: items("maps", fc.oneof(fieldItem, keywordItem), 2) },
);

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

/** A rule with one to four search identifiers and one or two conditions. */
export const anyRule: fc.Arbitrary<RandomRule> = fc.tuple(
  fc.array(detection, { minLength: 1, maxLength: IDENTIFIERS.length, size: "small" }),
  fc.array(anyCondition, { minLength: 1, maxLength: 2, size: "xsmall" }),
).map(([detections, conditions]) => {
  const texts = conditions.map((model) => conditionText(model, detections.length));
  const lines = detections.map((one, at) => `  ${IDENTIFIERS[at]}: ${detectionYaml(one)}\n`);
  const condition = texts.length === 1 ? texts[0] : `[ ${texts.join(", ")} ]`;
  return {
    text: ruleOf(`${lines.join("")}  condition: ${condition}\n`),
    pool: detections.flatMap((one) =>
      one.items.flatMap(({ values }) => values.map(({ text }) => text))
    ),
  };
});

/** A rule with a detection section, each of its lines indented by two blanks. */
export function ruleOf(section: string): string {
  return `title: T\nlogsource: { category: t }\ndetection:\n${section}`;
}
