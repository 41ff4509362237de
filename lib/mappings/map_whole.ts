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

/**
 * Writes a value without and with each of the texts that the events may have behind it.
 *
 * @param value A value of the rule, no presence or absence
 * @param endings The texts, nothing among them
 * @returns The values, or the reason why it cannot be written so
 */
export function withEndings(
  value: SigmaValue,
  endings: readonly string[],
): readonly SigmaValue[] | string {
  switch (value.kind) {
    case "String": {
      const last = value.parts.at(-1);
      if (last === undefined || last.kind === "Any") return [value];
      return (value.cased ? inBothCases(endings) : endings)
        .map((ending) => withParts(value, addText(value.parts, ending)));
    }
    case "Regex":
      if (!END_REGEXP.test(value.pattern)) return [value];
      return "the regular expression is anchored where the events have more text behind some values";
    case "Number":
      return [
        value,
        ...endings.filter((ending) => ending !== "").map((ending): StringValue => {
          const parts: StringPart[] = [{ kind: "Text", text: value.text + ending }];
          return { kind: "String", parts, cased: false, span: value.span };
        }),
      ];
    default:
      return "this kind of value is compared with a whole text, and the events have more text " +
        "behind some values";
  }
}

/** The letter case of a value that counts is that of the value alone. */
function inBothCases(endings: readonly string[]): readonly string[] {
  return [...new Set(endings.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]))];
}

function addText(parts: readonly StringPart[], text: string): readonly StringPart[] {
  if (text === "") return parts;
  const last = parts[parts.length - 1];
  if (last.kind !== "Text") return [...parts, { kind: "Text", text }];
  return [...parts.slice(0, -1), { kind: "Text", text: last.text + text }];
}

/**
 * Tells whether a value may find an event by an ending that is none of the original value.
 *
 * @param value A value of the rule
 * @param endings The texts, nothing among them
 * @returns The ending; `undefined` when there is none such
 */
export function endingFound(value: SigmaValue, endings: readonly string[]): string | undefined {
  return endings.find((ending) => ending !== "" && mayFind(value, ending.toLowerCase()));
}

function mayFind(value: SigmaValue, ending: string): boolean {
  if (value.kind === "Regex") {
    return value.pattern.toLowerCase().includes(ending.replace(/^\W+/, ""));
  }
  if (value.kind !== "String") return false;
  const { parts } = value;
  const isOpenBehind = parts.at(-1)?.kind === "Any";
  const last = parts[parts.length - (isOpenBehind ? 2 : 1)];
  if (last === undefined) return false;
  if (last.kind !== "Text") return true;
  const text = last.text.toLowerCase();
  const isOpenBefore = parts.length > (isOpenBehind ? 2 : 1);
  if (!isOpenBehind) return text.endsWith(ending) || isOpenBefore && ending.endsWith(text);
  if (text.includes(ending) || isOpenBefore && ending.includes(text)) return true;
  for (let length = 1; length < ending.length; length++) {
    if (text.endsWith(ending.slice(0, length))) return true;
  }
  return false;
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
