/**
 * A second reading of the values that stand in a rule: from the text of the
 * document to texts that must match, by the words of the specification and
 * without the code that reads rules for the conversion.
 *
 * Source: Sigma rules specification 2.1, "Escaping" and "String Wildcard", and
 * its modifiers appendix.
 *
 * @module
 */

import type { Detection, DetectionItem, Rule } from "../../sigma/ast.ts";
import { getValue, type YamlNode } from "../../yaml/node.ts";
import type { Random } from "../random.ts";
import { type EncodedText, encodedTexts } from "./written_encodings.ts";
import type { Leaf } from "./tree.ts";

/** A text that must match. */
export interface WrittenText {
  readonly how: string;
  /** What the test asks for, without the rest of the value. */
  readonly core: string;
  /** A whole value. */
  readonly whole: string;
}

const PLACES: readonly string[] = ["contains", "startswith", "endswith"];
const HARMLESS: readonly string[] = [...PLACES, "all", "cased", "neq", "windash"];
const ENCODINGS: readonly string[] = [
  "wide",
  "utf16",
  "utf16le",
  "utf16be",
  "base64",
  "base64offset",
];

/** Reads the values of one rule a second time. */
export class WrittenValues {
  readonly #items = new Set<DetectionItem>();
  readonly #scalars = new Map<number, string>();

  /** @param rule The rule as it was read; without one nothing is known */
  constructor(rule: Rule | undefined) {
    if (rule === undefined) return;
    for (const { detection } of rule.identifiers) this.#addItems(detection);
    const section = getValue(rule.document, "detection");
    if (section !== undefined) this.#addScalars(section);
  }

  /** Makes texts that must match a test, each by another of the things that the value says. */
  *texts({ value, item }: Leaf, random: Random): Generator<WrittenText> {
    if (value.kind !== "String" || !this.#items.has(item)) return;
    const raw = this.#scalars.get(value.span.start);
    if (raw === undefined) return;
    const names = item.modifiers.map(({ name }) => name);
    const encodings = names.filter((name) => ENCODINGS.includes(name));
    if (names.some((name) => !HARMLESS.includes(name) && !ENCODINGS.includes(name))) return;
    const place = item.field === null ? "contains" : names.find((name) => PLACES.includes(name));
    if (names.filter((name) => PLACES.includes(name)).length > 1) return;
    const texts = encodings.length > 0 ? encoded(raw, names, random) : plain(raw, names, random);
    for (const text of texts) yield { ...text, whole: placed(text.core, place, random) };
  }

  #addItems(detection: Detection): void {
    if (detection.kind === "Item") this.#items.add(detection);
    else for (const item of detection.items) this.#addItems(item);
  }

  #addScalars(node: YamlNode): void {
    if (node.kind === "Sequence") {
      for (const item of node.items) this.#addScalars(item);
    } else if (node.kind === "Mapping") {
      for (const { value } of node.pairs) this.#addScalars(value);
    } else if (node.type === "string") {
      this.#scalars.set(node.span.start, node.text);
    }
  }
}

function encoded(
  raw: string,
  names: readonly string[],
  random: Random,
): Iterable<EncodedText> {
  const literal = fill(raw, undefined);
  if (literal === undefined || names.includes("windash")) return [];
  return encodedTexts(literal, names, random);
}

function plain(raw: string, names: readonly string[], random: Random): readonly EncodedText[] {
  const core = fill(raw, random);
  if (core === undefined) return [];
  const texts = [{ how: "as the rule writes it", core }];
  // Whether a dash beside a wildcard begins a word is not said.
  if (names.includes("windash") && fill(raw, undefined) === core) texts.push(...dashTexts(core));
  return texts;
}

function placed(core: string, place: string | undefined, random: Random): string {
  const front = place === "contains" || place === "endswith" ? random.text(3) : "";
  const behind = place === "contains" || place === "startswith" ? random.text(3) : "";
  return front + core + behind;
}

/** Reads escapes and puts something in the place of wildcards; without a source there may be none. */
function fill(raw: string, random: Random | undefined): string | undefined {
  let text = "";
  for (let at = 0; at < raw.length; at++) {
    const character = raw[at];
    const next = raw[at + 1];
    if (character === "\\" && (next === "\\" || next === "*" || next === "?")) {
      text += next;
      at++;
    } else if (character === "*" || character === "?") {
      if (random === undefined) return undefined;
      text += character === "*" ? random.text(random.below(3)) : random.text(1);
    } else {
      text += character;
    }
  }
  return text;
}

const DASHES: readonly (readonly [name: string, dash: string])[] = [
  ["hyphens", "-"],
  ["slashes", "/"],
  ["en dashes", "\u2013"],
  ["em dashes", "\u2014"],
  ["horizontal bars", "\u2015"],
];

/** The text with each kind of dash in the place of those that begin a word. */
function dashTexts(text: string): { how: string; core: string }[] {
  const characters = [...text];
  const isWord = (character: string | undefined) =>
    character !== undefined && /^[\p{L}\p{N}_]$/u.test(character);
  const isDash = (character: string) => DASHES.some(([, dash]) => dash === character);
  return DASHES.map(([name, dash]) => ({
    how: `with ${name} for its dashes`,
    core: characters.map((character, at) => {
      const begins = !isWord(characters[at - 1]) && isWord(characters[at + 1]);
      return isDash(character) && begins ? dash : character;
    }).join(""),
  }));
}
