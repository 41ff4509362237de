/** @module What all validators of tags share. */

import type { IssueSeverity } from "../issue.ts";
import type { Validator } from "../validator.ts";

/** A tag in its two parts. */
export interface Tag {
  readonly namespace: string;
  /** What stands behind the first dot; `undefined` without a dot. */
  readonly name: string | undefined;
}

/** What is wrong with a tag. */
export interface TagFault {
  readonly message: string;
  readonly hint?: string;
}

/**
 * Makes a validator of tags.
 *
 * @param name Name of the validator
 * @param summary What it finds
 * @param check Returns what is wrong with a tag, if anything is
 */
export function tagValidator(
  name: string,
  summary: string,
  check: (tag: Tag, text: string) => TagFault | undefined,
): Validator {
  const severity: IssueSeverity = "warning";
  return {
    name,
    origin: "pysigma",
    severity,
    summary,
    check(document, report): void {
      for (const { text, span } of document.scalars("tags")) {
        const fault = check(splitTag(text), text);
        if (fault !== undefined) report(span, fault.message, fault.hint);
      }
    },
  };
}

function splitTag(text: string): Tag {
  const dot = text.indexOf(".");
  if (dot < 0) return { namespace: text, name: undefined };
  return { namespace: text.slice(0, dot), name: text.slice(dot + 1) };
}

/**
 * Makes a validator for the tags of one namespace.
 *
 * @param name Name of the validator
 * @param namespace The namespace; other tags are left alone
 * @param pattern What names must match as a whole
 * @param form The form in words, for the hint
 */
export function tagPatternValidator(
  name: string,
  namespace: string,
  pattern: RegExp,
  form: string,
): Validator {
  return tagValidator(
    name,
    `A tag of the namespace ${namespace} in the wrong form`,
    (tag, text) => {
      if (tag.namespace !== namespace || pattern.test(tag.name ?? "")) return undefined;
      return { message: `The tag "${text}" has the wrong form`, hint: `Write ${form}` };
    },
  );
}
