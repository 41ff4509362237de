/**
 * Texts that the events write otherwise, wherever they stand in a value.
 *
 * @module
 */

import { withParts } from "../sigma/sigma_string.ts";
import type { SigmaValue, StringPart } from "../sigma/value.ts";
import { namesAny } from "./regex_names.ts";

type Texts = readonly (readonly [text: string, replacement: string])[];

/**
 * Writes a value with the texts that the events have.
 *
 * @param value A value of the rule
 * @param texts Texts of rules, in small letters, with what the events have; the longest first
 * @returns The value, or the reason why it cannot be written: it has a part of such a text
 */
export function replaceTexts(value: SigmaValue, texts: Texts): SigmaValue | string {
  if (value.kind === "Regex") {
    const named = namesAny(value.pattern, texts.flat().map((text) => text.toLowerCase()));
    if (named === undefined) return value;
    return `the regular expression names "${named}", which the events write otherwise`;
  }
  if (value.kind !== "String") return value;
  if (value.parts.some(({ kind }) => kind === "One")) {
    return `its ? may stand for a part of "${texts[0][0]}", which the events write otherwise`;
  }
  for (const [at, part] of value.parts.entries()) {
    const cut = part.kind === "Text" ? cutText(value.parts, at, part.text, texts) : undefined;
    if (cut !== undefined) return `it has a part of "${cut}", which the events write otherwise`;
  }
  return withParts(
    value,
    value.parts.map((part) =>
      part.kind === "Text" ? { kind: "Text", text: replaceIn(part.text, texts) } : part
    ),
  );
}

/** Replaces texts, each in any letter case. */
export function replaceIn(text: string, texts: Texts): string {
  return texts.length === 0 ? text : pieces(text, texts).map(([own, to]) => to ?? own).join("");
}

/**
 * Tells whether a value can be one of the original events: in the stored one, what stands in the
 * place of a text is nowhere else.
 */
export function isOriginal(text: string, texts: Texts): boolean {
  if (texts.length === 0) return true;
  const found = pieces(text, texts);
  const stored = found.map(([own, to]) => to ?? own).join("").toLowerCase();
  return texts.every(([from, to]) => {
    const places = found.filter(([own, to]) => to !== undefined && own === from).length;
    return countOf(to.toLowerCase(), stored) === places;
  });
}

/** How often a text stands in another one, overlapping places counted. */
function countOf(text: string, within: string): number {
  let count = 0;
  for (let at = within.indexOf(text); at >= 0; at = within.indexOf(text, at + 1)) count++;
  return count;
}

/** The text in pieces: each as it is, or with what stands in its place. */
function pieces(text: string, texts: Texts): (readonly [own: string, to?: string])[] {
  const small = text.toLowerCase();
  const found: (readonly [string, string?])[] = [];
  let start = 0;
  for (let at = 0; at < text.length;) {
    const match = texts.find(([from]) => small.startsWith(from, at));
    if (match === undefined) at++;
    else {
      if (at > start) found.push([text.slice(start, at)]);
      found.push([match[0], match[1]]);
      start = at += match[0].length;
    }
  }
  return start < text.length ? [...found, [text.slice(start)]] : found;
}

/** The text that a part of a value may be cut out of; `undefined` when it is whole or elsewhere. */
function cutText(
  parts: readonly StringPart[],
  at: number,
  text: string,
  texts: Texts,
): string | undefined {
  for (const [from, to] of texts) {
    const stored = to.toLowerCase();
    let own = text.toLowerCase().replaceAll(from, "\u0000");
    if (isCutOtherwise(parts, at, own, from, stored)) return from;
    // The value may begin and end anywhere in a text that is stored with the same end.
    if (at === 1 && parts[0].kind === "Any") own = withoutEnd(own, from, stored);
    if (at === parts.length - 2 && parts[at + 1].kind === "Any") {
      own = withoutBeginning(own, from, stored);
    }
    if (own.includes(stored) || touches(parts, at, own, from)) return from;
  }
  return undefined;
}

function withoutEnd(own: string, from: string, stored: string): string {
  for (let length = from.length - 1; length > 0; length--) {
    const end = from.slice(-length);
    if (own.startsWith(end) && stored.endsWith(end)) return own.slice(length);
  }
  return own;
}

function withoutBeginning(own: string, from: string, stored: string): string {
  for (let length = from.length - 1; length > 0; length--) {
    const beginning = from.slice(0, length);
    if (own.endsWith(beginning) && stored.startsWith(beginning)) return own.slice(0, -length);
  }
  return own;
}

/** Whether a part may begin or end inside a text, but not so inside what stands in its place. */
function isCutOtherwise(
  parts: readonly StringPart[],
  at: number,
  own: string,
  from: string,
  stored: string,
): boolean {
  const [isOpenBefore, isOpenBehind] = [at > 0, at < parts.length - 1];
  if (isOpenBefore && isOpenBehind && from.includes(own) !== stored.includes(own)) return true;
  for (let length = 1; length <= own.length; length++) {
    const [head, tail] = [own.slice(0, length), own.slice(-length)];
    const isProper = length < from.length;
    if (isOpenBefore && (isProper && from.endsWith(head)) !== stored.endsWith(head)) return true;
    if (isOpenBehind && (isProper && from.startsWith(tail)) !== stored.startsWith(tail)) {
      return true;
    }
  }
  return false;
}

/** Whether a `*` beside the part may stand for the rest of a text. */
function touches(
  parts: readonly StringPart[],
  at: number,
  own: string,
  from: string,
): boolean {
  for (let length = 1; length < from.length; length++) {
    if (at > 0 && own.startsWith(from.slice(-length))) return true;
    if (at < parts.length - 1 && own.endsWith(from.slice(0, length))) return true;
  }
  return false;
}
