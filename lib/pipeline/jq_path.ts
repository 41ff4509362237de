/**
 * Paths of the jq language: `.items[].name`, `.["a b"][0]`, joined by `|`.
 *
 * @module
 */

import { isMap, type PipelineValue } from "./pipeline_value.ts";

/** A key, an index, or every entry. */
export type JqStep = string | number | null;

const STEP_REGEXP =
  /\.([A-Za-z_]\w*)\??|\.?\[\]\??|\.?\[(-?\d+)\]\??|\.?\["((?:[^"\\]|\\.)*)"\]\??|\."((?:[^"\\]|\\.)*)"\??|\s+|\|\s*(?=\.)|\.(?=\s|\||$)/y;

/** Reads a path; `undefined` when it is more than one. */
export function parseJqPath(text: string): readonly JqStep[] | undefined {
  if (!text.trimStart().startsWith(".")) return undefined;
  const steps: JqStep[] = [];
  STEP_REGEXP.lastIndex = 0;
  while (STEP_REGEXP.lastIndex < text.length) {
    const found = STEP_REGEXP.exec(text);
    if (found === null) return undefined;
    const [whole, name, index, bracketed, quoted] = found;
    const key = name ?? bracketed ?? quoted;
    if (key !== undefined) steps.push(name ?? JSON.parse(`"${key}"`));
    else if (index !== undefined) steps.push(Number(index));
    else if (whole.includes("[]")) steps.push(null);
  }
  return steps;
}

/** Returns what stands at a path; `undefined` when a step does not fit the data. */
export function selectValues(
  root: PipelineValue,
  steps: readonly JqStep[],
): readonly PipelineValue[] | undefined {
  let values: readonly PipelineValue[] = [root];
  for (const step of steps) {
    const next: PipelineValue[] = [];
    for (const value of values) {
      if (step === null) {
        if (Array.isArray(value)) next.push(...value);
        else if (isMap(value)) next.push(...Object.values(value));
        else return undefined;
      } else if (value === null) {
        next.push(null);
      } else if (typeof step === "number" && Array.isArray(value)) {
        next.push(value.at(step) ?? null);
      } else if (typeof step === "string" && isMap(value)) {
        next.push(Object.hasOwn(value, step) ? value[step] : null);
      } else {
        return undefined;
      }
    }
    values = next;
  }
  return values;
}
