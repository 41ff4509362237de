/**
 * Placeholders in string values, and what is put in their place.
 *
 * @module
 */

import { withParts } from "../sigma/sigma_string.ts";
import type { StringPart, StringValue } from "../sigma/value.ts";
import type { ParameterReader } from "./parameter_reader.ts";

/** Several placeholders of one value may give this many values. */
export const MAX_FILLED_VALUES = 10_000;

/** Returns what stands for a placeholder, or `undefined` when it stays. */
export type Filling = (name: string) => readonly (readonly StringPart[])[] | undefined;

/**
 * Fills the placeholders of a value: every combination of what stands for each.
 *
 * @returns The values, the first placeholder changing slowest; the value itself when none is
 * filled; `undefined` when there are more than {@link MAX_FILLED_VALUES}
 */
export function fillValue(
  value: StringValue,
  filling: Filling,
): StringValue | readonly StringValue[] | undefined {
  let changed = false;
  let filled: (readonly StringPart[])[] = [[]];
  for (const part of value.parts) {
    const found = part.kind === "Placeholder" ? filling(part.name) : undefined;
    if (found !== undefined) changed = true;
    const choices = found ?? [[part]];
    if (filled.length * choices.length > MAX_FILLED_VALUES) return undefined;
    filled = filled.flatMap((head) => choices.map((tail) => [...head, ...tail]));
  }
  return changed ? filled.map((parts) => withParts(value, parts)) : value;
}

/** Reads `include` and `exclude`; `undefined` when a fault was reported. */
export function readHandled(reader: ParameterReader): ((name: string) => boolean) | undefined {
  const include = reader.texts("include");
  const exclude = reader.texts("exclude");
  if (include !== undefined && exclude !== undefined) {
    return reader.fault('it has both "include" and "exclude"', reader.node("exclude")?.span);
  }
  if (include !== undefined) return (name) => include.includes(name);
  if (exclude !== undefined) return (name) => !exclude.includes(name);
  return () => true;
}
