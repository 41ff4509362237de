/**
 * Values that the events have with other text in front or behind.
 *
 * @module
 */

import { literalText, withParts } from "../sigma/sigma_string.ts";
import { ANY, type SigmaValue, type StringPart, type StringValue } from "../sigma/value.ts";

/** Where a rule's value stands in the stored text. */
export type WholePlace = "startswith" | "endswith";

/** `^` and `\A` outside of classes. */
const FRONT_REGEXP = /^(?:[^\\[^]|\\[^A]|\[\^?\]?(?:[^\\\]]|\\.)*\])*(?:\^|\\A)/s;
/** `$`, `\z` and `\Z` outside of classes. */
const END_REGEXP = /^(?:[^\\[$]|\\[^zZ]|\[\^?\]?(?:[^\\\]]|\\.)*\])*(?:\$|\\[zZ])/s;

/**
 * Writes a value so that other text may stand in front of it (`endswith`) or behind (`startswith`).
 * A test of the other end stays one, a test of this end becomes one of any place.
 *
 * @param value A value of the rule, no presence or absence
 * @param place Where it stands in the stored text
 * @returns The value, or the reason why it cannot be written so
 */
export function placeInText(value: SigmaValue, place: WholePlace): SigmaValue | string {
  switch (value.kind) {
    case "String":
      if (literalText(value) === "") return "the value is empty";
      return withParts(value, openParts(value, place));
    case "Regex": {
      const anchor = place === "endswith" ? FRONT_REGEXP : END_REGEXP;
      if (!anchor.test(value.pattern)) return value;
      return `the regular expression is anchored where ${OTHER_TEXT[place]} its values`;
    }
    case "Number":
      return "a number would match a part of another one";
    default:
      return `this kind of value is compared with a whole text, and ${OTHER_TEXT[place]} it`;
  }
}

/** What the events have, for messages. */
export const OTHER_TEXT: { readonly [P in WholePlace]: string } = {
  endswith: "the events have other text in front of",
  startswith: "the events have other text behind",
};

function openParts({ parts }: StringValue, place: WholePlace): readonly StringPart[] {
  const atEnd = place === "startswith";
  const outer = parts[atEnd ? parts.length - 1 : 0];
  if (outer?.kind === "Any") return parts;
  return atEnd ? [...parts, ANY] : [ANY, ...parts];
}

/**
 * Puts other text where the events have it.
 *
 * @param text A stored text without it
 * @param place Where the text stands
 */
export function surroundText(text: string, place: WholePlace | undefined): string {
  if (place === undefined || text === "") return text;
  return place === "endswith" ? `other/${text}` : `${text}/other`;
}
