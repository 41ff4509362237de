/**
 * Runs regular expressions on texts the way LEQL's engine does: RE2, which takes time in proportion
 * to the text, whatever the pattern.
 *
 * Loaded by what evaluates events; a conversion does not need it.
 *
 * @module
 */

import { RE2JS, RE2JSException } from "re2js";
import { foldCase } from "./fold_case.ts";
import { globTest, type TextTest } from "./glob.ts";
import { searchRegex } from "./search_regex.ts";

/** A regular expression, ready to run. */
export interface RegexTest {
  /** True when `test` takes texts whose letter case {@link foldCase} has folded. */
  readonly folded: boolean;
  /** Whether the expression matches anywhere in a text. */
  readonly test: TextTest;
}

/**
 * Prepares a regular expression.
 *
 * @param pattern RE2 syntax
 * @param flags A subset of `ims`
 * @returns The test, or the reason why RE2 cannot run the pattern
 */
export function compileRegex(pattern: string, flags: string): RegexTest | string {
  const unknown = flags.replace(/[ims]/g, "");
  if (unknown !== "") return `the flag "${unknown[0]}" is not known`;
  const search = flags.includes("m") ? undefined : searchRegex(pattern, flags);
  const folded = search !== undefined && flags.includes("i");
  try {
    if (search === undefined) {
      const engine = compileRe2(pattern, flags);
      return { folded: false, test: (text) => engine.test(text) };
    }
    const tests = search.alternatives.map((parts) =>
      globTest(
        folded ? parts.map((part) => typeof part === "string" ? foldCase(part) : part) : parts,
      )
    );
    const test = anyTest(tests);
    if (!search.singleLine) return { folded, test };
    let engine: RE2JS | undefined;
    const runEngine: TextTest = (text) => (engine ??= compileRe2(pattern, flags)).test(text);
    return { folded, test: (text) => text.includes("\n") ? runEngine(text) : test(text) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return error.message;
  }
}

function anyTest(tests: readonly TextTest[]): TextTest {
  if (tests.length === 1) return tests[0];
  return (text) => {
    for (const test of tests) if (test(text)) return true;
    return false;
  };
}

function compileRe2(pattern: string, flags: string): RE2JS {
  return RE2JS.compile(
    pattern,
    (flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0) |
      (flags.includes("s") ? RE2JS.DOTALL : 0) |
      (flags.includes("m") ? RE2JS.MULTILINE : 0),
  );
}
