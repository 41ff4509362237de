/**
 * Values that queries compare otherwise than rules.
 *
 * @module
 */

import type { SigmaValue, StringValue } from "../sigma/value.ts";

/** Whether an address is spelled as a query expects: short, or with all eight groups. */
export function isUsual(text: string, short: string): boolean {
  return text.toLowerCase() === short || /^(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$/i.test(text);
}

// deno-lint-ignore no-control-regex
const ESCAPED_REGEXP = /[\u0000-\u001f"\\\u007f-\u009f\u2028\u2029]/;

/**
 * Whether a keyword looks at characters of the line that JSON writes with a backslash, or at the
 * ends of a value, which are no ends of the line.
 */
export function isEscaped(value: SigmaValue, line: string): boolean {
  if (value.kind === "Regex" && /[\^$]|\\[AzbB]/.test(value.pattern)) return true;
  if (!ESCAPED_REGEXP.test(line)) return false;
  if (value.kind !== "String") return true;
  return value.parts.some((part) =>
    part.kind === "One" || (part.kind === "Text" && ESCAPED_REGEXP.test(part.text))
  );
}

/** Each digest has a key of its own, so that nothing is known of what stands beside it. */
export function hashOutcome({ parts }: StringValue, sure: boolean): boolean {
  const isOpen = parts.length === 3 && parts[0].kind === "Any" && parts[2].kind === "Any";
  const hasAlgorithm = parts.some((part) => part.kind === "Text" && part.text.includes("="));
  return sure ? hasAlgorithm : !isOpen;
}

// deno-lint-ignore no-control-regex
const BEYOND_ASCII_REGEXP = /[^\u0000-\u007f]/;

/** Whether letter case of a text is that of ASCII letters, or counts anyway. */
export function isAscii({ parts, cased }: StringValue): boolean {
  return cased ||
    !parts.some((part) => part.kind === "Text" && BEYOND_ASCII_REGEXP.test(part.text));
}
