/**
 * What is said of a rule's regular expressions.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { RegexValue } from "../expr/ast.ts";
import type { CheckedRegex, RegexFault } from "./check_regex.ts";

/** A diagnostic at the construct that RE2 lacks. */
export function regexFault(
  fault: RegexFault,
  value: RegexValue,
): Diagnostic {
  const { start, end } = value.span;
  // The offset is good only where the scalar stands in the source as it is.
  const verbatim = end - start === value.pattern.length;
  const span = verbatim ? { start: start + fault.offset, end } : value.span;
  return fault.invalid === true
    ? diagnostic("error", "invalid-regex", fault.message, span)
    : diagnostic("unsupported", "regex-not-re2", fault.message, span);
}

/** True for flags other than `i`, and for flags inside of the pattern. */
export function isDoubtful({ pattern, flags }: CheckedRegex): boolean {
  return flags.replace("i", "") !== "" || /\(\?[imsU-]+[:)]/.test(pattern);
}

/** A warning for flags that only third parties describe. */
export function flagWarning(value: RegexValue): Diagnostic {
  return diagnostic(
    "warning",
    "regex-flag",
    'Of regular expression flags only "i", behind the pattern, is documented for LEQL',
    value.span,
  );
}
