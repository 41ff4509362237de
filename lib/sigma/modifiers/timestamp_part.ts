/** @module Parts of a timestamp: `minute`, `hour`, `day`, `week`, `month`, `year`. */

import type { SigmaValue, TimestampPart } from "../value.ts";
import { type Modifier, type Refusal, refuse } from "./modifier.ts";

const RANGES: { readonly [P in TimestampPart]: readonly [number, number] } = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  week: [1, 53],
  month: [1, 12],
  year: [1, 9999],
};

function partModifier(part: TimestampPart): Modifier {
  const [low, high] = RANGES[part];
  return {
    name: part,
    summary: `The ${part} of the timestamp in the field, ${low} to ${high}`,
    source: "Sigma modifiers appendix, Timestamp Part",
    needsField: true,
    applyToValue(value: SigmaValue): SigmaValue | Refusal {
      if (value.kind !== "Number" && value.kind !== "Compare") {
        return refuse("value is not a number", "Write the number without quotes");
      }
      const number = Number(value.text);
      if (!Number.isInteger(number) || number < low || number > high) {
        return refuse(`${value.text} is not between ${low} and ${high}`);
      }
      const operator = value.kind === "Compare" ? value.operator : "eq";
      return { kind: "TimestampPart", part, operator, text: value.text, span: value.span };
    },
  };
}

/** The modifiers `minute`, `hour`, `day`, `week`, `month` and `year`. */
export const timestampPartModifiers: readonly Modifier[] = (Object.keys(RANGES) as TimestampPart[])
  .map(partModifier);
