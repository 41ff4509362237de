/**
 * Python regular expressions as JavaScript ones with the same meaning.
 *
 * Every construct is read and written anew; one that JavaScript cannot say, or
 * says with another meaning, is refused by name.
 *
 * Source: documentation of Python's `re` module.
 *
 * @module
 */

import type { CompiledRegex } from "./compiled_regex.ts";
import { Refused } from "./refused.ts";
import { translate } from "./translate.ts";

/** Why an expression cannot be used. */
export interface RegexFault {
  /** The reason. */
  readonly fault: string;
  /** True when Python could read it. */
  readonly unsupported: boolean;
}

/**
 * Compiles a Python regular expression.
 *
 * @param pattern The expression, for text (not bytes)
 * @returns The expression, or why it cannot be used; never throws
 *
 * @example A named group and an end anchor
 * ```ts
 * import { compilePythonRegex } from "./compile_python_regex.ts";
 * import assert from "node:assert/strict";
 *
 * const regex = compilePythonRegex("(?i)(?P<drive>[a-z]):\\Z");
 * assert.ok(!("fault" in regex));
 * assert.equal(regex.search.exec("C:")?.groups?.drive, "C");
 * ```
 */
export function compilePythonRegex(pattern: string): CompiledRegex | RegexFault {
  try {
    const { source, empty, ignoreCase, groupNumbers, groupCount } = translate(pattern);
    const flags = ignoreCase ? "dvi" : "dv";
    const notEmpty = `(?=(?<$rest>[\\s\\S]*))(?:${source})(?!\\k<$rest>(?![\\s\\S]))`;
    return {
      search: new RegExp(source, `${flags}g`),
      match: new RegExp(source, `${flags}y`),
      matchText: empty ? new RegExp(notEmpty, `${flags}y`) : undefined,
      groupNumbers,
      groupCount,
    };
  } catch (error) {
    if (error instanceof Refused) return { fault: error.message, unsupported: error.unsupported };
    if (error instanceof SyntaxError) return { fault: "it is not valid", unsupported: false };
    throw error;
  }
}
