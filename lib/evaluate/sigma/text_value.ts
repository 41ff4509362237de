/**
 * Text patterns of Sigma.
 *
 * Source: Sigma rules specification 2.1, "Wildcards": `*` is any number of characters, `?` is one.
 *
 * @module
 */

import type { StringPart, StringValue } from "../../sigma/value.ts";
import { foldCase } from "../../leql/fold_case.ts";
import { GAP, type GlobPart, globTest, ONE_CHARACTER } from "../../leql/glob.ts";
import { NotEvaluable } from "../not_evaluable.ts";
import type { OneTextTest } from "../match_texts.ts";

/**
 * The test of a text pattern.
 *
 * @param value The pattern, without placeholders
 * @param anywhere True when the pattern may match inside of the text
 * @returns The test; throws {@link NotEvaluable} for a placeholder without a value
 */
export function patternTest({ parts, cased, span }: StringValue, anywhere: boolean): OneTextTest {
  const glob = parts.map((part: StringPart): GlobPart => {
    switch (part.kind) {
      case "Text":
        return cased ? part.text : foldCase(part.text);
      case "Any":
        return GAP;
      case "One":
        return ONE_CHARACTER;
      case "Placeholder":
        throw new NotEvaluable(`the placeholder "%${part.name}%" has no value`, span);
    }
  });
  return { folded: !cased, test: globTest(anywhere ? [GAP, ...glob, GAP] : glob) };
}

/** The text of a pattern without wildcards, or `undefined`. */
export function plainText({ parts }: StringValue): string | undefined {
  if (parts.length === 0) return "";
  const [part] = parts;
  return parts.length === 1 && part.kind === "Text" ? part.text : undefined;
}

/** The text of a pattern `*text*`, or `undefined`. */
export function innerText({ parts }: StringValue): string | undefined {
  const [first, part, last] = parts;
  const isInner = parts.length === 3 && first.kind === "Any" && last.kind === "Any";
  return isInner && part.kind === "Text" ? part.text : undefined;
}

/** True for `*` alone: any value. */
export function isAnything({ parts }: StringValue): boolean {
  return parts.length > 0 && parts.every((part) => part.kind === "Any");
}
