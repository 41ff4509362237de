/** @module Variations of two fields that are compared. */

import type { JsonValue } from "../../../event/event.ts";
import type { FieldRefValue } from "../../../sigma/value.ts";
import type { Random } from "../../random.ts";
import { flipCase } from "../text.ts";

/** Values of both fields; `undefined` leaves one out. */
export interface FieldPair {
  readonly how: string;
  readonly own: JsonValue | undefined;
  readonly other: JsonValue | undefined;
  /** Whether the test holds, where that is sure. */
  readonly holds?: boolean;
}

/** Values for a field and the one that it is compared with; the first pair matches. */
export function fieldPairs({ match, cased }: FieldRefValue, random: Random): FieldPair[] {
  const text = `C:\\Ab\\${random.text(4)}`;
  const front = random.text(3);
  const isPart = match !== "equals";
  const pair = (
    how: string,
    own: JsonValue | undefined,
    other: JsonValue | undefined,
    holds?: boolean,
  ): FieldPair => ({ how, own, other, ...(holds === undefined ? {} : { holds }) });
  return [
    pair("equal to the other field", text, text, true),
    pair("unlike the other field", text, random.text(5), false),
    pair("equal to the other field but for case", text, flipCase(text), cased ? undefined : true),
    pair("longer than the other field at its end", text + front, text, isPart ? undefined : false),
    pair("longer than the other field at its beginning", front + text, text),
    pair("longer than the other field on both sides", front + text + front, text),
    pair("shorter than the other field", text, text + front, false),
    pair("there, the other field left out", text, undefined, false),
    pair("left out, the other field there", undefined, text, false),
    pair("left out, and so the other field", undefined, undefined),
    pair("null, and so the other field", null, null),
    pair("empty, and so the other field", "", ""),
    pair("a number, the other field the same number", 4, 4),
    pair("a number, the other field its text", 4, "4"),
    pair("in a list, the other field equal", [front, text], text),
  ];
}
