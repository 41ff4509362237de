/** @module Variations of a text that a pattern accepts. */

import type { JsonValue } from "../../../event/event.ts";
import type { StringValue } from "../../../sigma/value.ts";
import type { Random } from "../../random.ts";
import { changeAt, type Core, coreOf, fillParts, flipCase } from "../text.ts";
import type { Variation } from "./variation.ts";

/** What may stand in the place of a `*`. */
const GAPS: readonly (readonly [how: string, text: string])[] = [
  ["with nothing for *", ""],
  ["with text for *", "some Text"],
  ["with a line break for *", "\n"],
  ["with a slash for *", "/"],
  ["with quotes for *", `'"`],
  ["with a backslash for *", "\\"],
  ["with an asterisk for *", "*"],
];

/** What may stand in the place of a `?`. */
const CHARACTERS: readonly (readonly [how: string, text: string])[] = [
  ["with a line break for ?", "\n"],
  ["with a question mark for ?", "?"],
  ["with a character beyond 16 bits for ?", "\u{1f600}"],
];

/**
 * Varies a text.
 *
 * @param value The pattern
 * @param core The text that stands for it, without what its outer wildcards stand for
 * @param isAlone Whether no other test asks for a part of the value
 * @param random Random choices
 */
export function textVariations(
  value: StringValue,
  core: string,
  isAlone: boolean,
  random: Random,
): Variation[] {
  const form = coreOf(value.parts);
  const { parts, head, tail } = form;
  const found: Variation[] = [...wildcardVariations(value, random), ...changes(core, value.cased)];
  if (!head || !tail) {
    for (const [how, fill] of GAPS) {
      found.push({ how: how.replace("*", "the rest"), fill, holds: true });
    }
  }
  if (parts.length > 0) found.push(...placements(core, form, isAlone, random), ...others(core));
  return found;
}

function wildcardVariations({ parts: all }: StringValue, random: Random): Variation[] {
  const { parts } = coreOf(all);
  const found: Variation[] = [];
  const one = () => random.text(1);
  if (parts.some(({ kind }) => kind === "Any")) {
    for (const [how, text] of GAPS) {
      found.push({ how, core: fillParts(parts, () => text, one), holds: true });
    }
  }
  if (parts.some(({ kind }) => kind === "One")) {
    for (const [how, text] of CHARACTERS) {
      found.push({ how, core: fillParts(parts, () => "", () => text), holds: true });
    }
    found.push({ how: "with nothing for ?", core: fillParts(parts, () => "", () => "") });
    found.push({ how: "with two characters for ?", core: fillParts(parts, () => "", () => "kq") });
  }
  return found;
}

/** Changes inside of the text. */
function changes(core: string, cased: boolean): Variation[] {
  const found: Variation[] = [];
  const change = (how: string, changed: string, holds?: boolean): void => {
    if (changed !== core) {
      found.push({ how, core: changed, ...(holds === undefined ? {} : { holds }) });
    }
  };
  const length = [...core].length;
  const isAscii = /^[ -~]*$/.test(core);
  change("with its case flipped", flipCase(core), !cased && isAscii ? true : undefined);
  if (length > 0) {
    change("with its first character changed", changeAt(core, 0));
    change("with its last character changed", changeAt(core, length - 1));
    change("with a character inside changed", changeAt(core, length >> 1));
    change("without its first character", [...core].slice(1).join(""));
    change("without its last character", [...core].slice(0, -1).join(""));
  }
  change("with text for its literal *", core.replaceAll("*", "kq"));
  change("with another character for its literal ?", core.replaceAll("?", "k"));
  change("with a backslash before its literal wildcards", core.replace(/[*?]/g, "\\$&"));
  change("with its backslashes doubled", core.replaceAll("\\", "\\\\"));
  change("with its double backslashes halved", core.replaceAll("\\\\", "\\"));
  change("without its backslashes", core.replaceAll("\\", ""));
  change("with slashes for its backslashes", core.replaceAll("\\", "/"));
  change(
    "with the other kind of quotes",
    core.replace(/['"]/g, (quote) => quote === "'" ? '"' : "'"),
  );
  change("without its quotes", core.replace(/['"]/g, ""));
  change("with a tab for its blanks", core.replaceAll(" ", "\t"));
  change("without its blanks", core.replaceAll(" ", ""));
  change("with other dashes", core.replaceAll("-", "\u2013"));
  change("with any character for its dots", core.replaceAll(".", "k"));
  change("with its text cut at a line break", core.replace(/^(.)/, "$1\n"));
  return found;
}

/** The text with something around it; all of the value where other tests ask for parts of it. */
function placements(
  core: string,
  { head, tail }: Core,
  isAlone: boolean,
  random: Random,
): Variation[] {
  const text = random.text(3);
  const place = (how: string, front: string, behind: string, holds: boolean): Variation => ({
    how,
    whole: (value) => front + (isAlone ? core : value) + behind,
    ...(holds ? { holds } : {}),
  });
  return [
    place("with text in front", text, "", !head),
    place("with text behind", "", text, !tail),
    place("with text on both sides", text, text, !head && !tail),
    place("with a line break behind", "", "\n", !tail),
    place("with a line break in front", "\n", "", !head),
    place("on a line of its own", `${text}\n`, `\n${text}`, !head && !tail),
    place("twice", "", core, false),
    ...isAlone ? [place("alone", "", "", true)] : [],
  ];
}

/** A text that looks like a number or boolean, as one. */
function others(core: string): Variation[] {
  const whole = (how: string, value: JsonValue): Variation => ({ how, whole: () => value });
  if (core === "true" || core === "false") return [whole("as a boolean", core === "true")];
  const number = Number(core);
  // JSON has no NaN and no infinity.
  const isNumber = Number.isFinite(number) && String(number) === core;
  return isNumber ? [whole("as a number", number)] : [];
}
