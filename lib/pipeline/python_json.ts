/**
 * JSON as Python's `json.dumps` writes it.
 *
 * @module
 */

import { isMap, type PipelineValue } from "./pipeline_value.ts";

/**
 * Writes JSON: blanks behind `,` and `:`, and no character beyond ASCII.
 *
 * @param value The data
 * @param indent Blanks for each level; on one line when left out
 */
export function pythonJson(value: PipelineValue, indent?: number): string {
  return write(value, indent, "\n");
}

function write(value: PipelineValue, indent: number | undefined, lineBreak: string): string {
  const inner = lineBreak + " ".repeat(indent ?? 0);
  const [open, separator, close] = indent === undefined
    ? ["", ", ", ""]
    : [inner, `,${inner}`, lineBreak];
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[${open}${value.map((item) => write(item, indent, inner)).join(separator)}${close}]`;
  }
  if (isMap(value)) {
    const pairs = Object.entries(value).map(([key, item]) =>
      `${scalar(key)}: ${write(item, indent, inner)}`
    );
    return pairs.length === 0 ? "{}" : `{${open}${pairs.join(separator)}${close}}`;
  }
  return scalar(value);
}

function scalar(value: PipelineValue): string {
  if (typeof value === "bigint") return String(value);
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
