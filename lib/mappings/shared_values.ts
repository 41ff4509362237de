/**
 * Values that a rule tells apart and the events do not.
 *
 * @module
 */

import { literalText } from "../sigma/sigma_string.ts";
import type { SigmaValue } from "../sigma/value.ts";
import { decidedValues } from "./decide_pattern.ts";
import type { PreparedText, PreparedValues } from "./prepare_field.ts";

/**
 * Finds known values of a field that may be stored like those of a rule, though the rule names
 * neither them nor a synonym of them.
 *
 * @param values The rule's values
 * @param linking Whether one of them must match, or each: then each is told from the others, too
 * @param rules How the field's values are stored
 * @returns The values, as the table spells them
 */
export function sharedValues(
  values: readonly SigmaValue[],
  linking: "or" | "and",
  rules: PreparedValues,
): readonly string[] {
  if (rules.map === undefined) return [];
  if (linking === "or") return sharedWith(values, rules);
  const shared = new Set(values.flatMap((value) => sharedWith([value], rules)));
  return rules.spelled.filter((name) => shared.has(name));
}

function sharedWith(
  values: readonly SigmaValue[],
  { map, spelled, synonyms }: PreparedValues,
): readonly string[] {
  const named = values.flatMap((value) => meantValues(value, spelled));
  const meant = new Set(named.flatMap((name) => synonyms.get(name) ?? [name]));
  if (meant.size === 0) return [];
  const words = [...meant].flatMap((name) => map?.get(name) ?? []);
  return spelled.filter((name) =>
    !meant.has(name.toLowerCase()) &&
    map?.get(name.toLowerCase())?.some(({ text }) => words.some((word) => holdsForText(word, text)))
  );
}

/** The known values that a value of a rule stands for, in small letters. */
function meantValues(value: SigmaValue, spelled: readonly string[]): readonly string[] {
  switch (value.kind) {
    case "Variants":
      return value.values.flatMap((variant) => meantValues(variant, spelled));
    case "Number":
      return [value.text.toLowerCase()];
    case "Boolean":
      return [String(value.value)];
    case "String": {
      const text = literalText(value);
      if (text !== undefined) return [text.toLowerCase()];
      return (decidedValues(value, spelled) ?? []).map((name) => name.toLowerCase());
    }
    default:
      return (decidedValues(value, spelled) ?? []).map((name) => name.toLowerCase());
  }
}

/** Whether a stored text is one that a word of the table stands for. */
export function holdsForText({ match, text }: PreparedText, stored: string): boolean {
  const [small, word] = [stored.toLowerCase(), text.toLowerCase()];
  switch (match) {
    case "equals":
      return small === word;
    case "startswith":
      return small.startsWith(word);
    case "endswith":
      return small.endsWith(word);
    case "contains":
      return small.includes(word);
  }
}
