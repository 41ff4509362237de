/**
 * Text patterns and how they relate: which one matches all that another
 * matches, and which two can never match the same text.
 *
 * Both answers are sound and incomplete: "no" also means "not known".
 *
 * @module
 */

import { ANY, type StringPart, type StringValue } from "../../sigma/value.ts";

/** A string value prepared for comparison. */
export interface TextPattern {
  readonly shape: "equals" | "startswith" | "endswith" | "contains" | "anything" | "glob";
  readonly cased: boolean;
  readonly parts: readonly StringPart[];
  /** The parts in lower case. */
  readonly folded: readonly StringPart[];
}

/**
 * Prepares a value.
 *
 * @param value The value
 * @param anywhere True when it may stand anywhere, as a keyword does
 * @returns The pattern; `undefined` when a placeholder keeps it from being known
 */
export function textPattern(value: StringValue, anywhere = false): TextPattern | undefined {
  let { parts } = value;
  if (parts.some((part) => part.kind === "Placeholder")) return undefined;
  if (anywhere) {
    if (parts[0] !== ANY) parts = [ANY, ...parts];
    if (parts[parts.length - 1] !== ANY) parts = [...parts, ANY];
  }
  return { shape: shapeOf(parts), cased: value.cased, parts, folded: fold(parts) };
}

function fold(parts: readonly StringPart[]): readonly StringPart[] {
  let changed = false;
  const folded = parts.map((part): StringPart => {
    if (part.kind !== "Text") return part;
    const text = part.text.toLowerCase();
    if (text === part.text) return part;
    changed = true;
    return { kind: "Text", text };
  });
  return changed ? folded : parts;
}

function shapeOf(parts: readonly StringPart[]): TextPattern["shape"] {
  const [first, second, third] = parts;
  switch (parts.length) {
    case 0:
      return "equals";
    case 1:
      return first.kind === "Text" ? "equals" : first.kind === "Any" ? "anything" : "glob";
    case 2:
      if (first.kind === "Text" && second.kind === "Any") return "startswith";
      if (first.kind === "Any" && second.kind === "Text") return "endswith";
      return first.kind === "Any" && second.kind === "Any" ? "anything" : "glob";
    case 3:
      return first.kind === "Any" && second.kind === "Text" && third.kind === "Any"
        ? "contains"
        : "glob";
    default:
      return "glob";
  }
}

/** The text of the only text part; empty when there is none. */
function onlyText(parts: readonly StringPart[]): string {
  for (const part of parts) if (part.kind === "Text") return part.text;
  return "";
}

/** True when every text that `b` matches is matched by `a` too. */
export function textCovers(a: TextPattern, b: TextPattern): boolean {
  if (a.shape === "anything") return true;
  if (a.cased && !b.cased) return false;
  const own = a.cased ? a.parts : a.folded;
  const other = a.cased ? b.parts : b.folded;
  const text = onlyText(own);
  switch (a.shape) {
    case "equals":
      return b.shape === "equals" && text === onlyText(other);
    case "startswith":
      return other[0]?.kind === "Text" && other[0].text.startsWith(text);
    case "endswith": {
      const last = other[other.length - 1];
      return last?.kind === "Text" && last.text.endsWith(text);
    }
    case "contains":
      return other.some((part) => part.kind === "Text" && part.text.includes(text));
    case "glob":
      if (b.shape === "equals") return matchParts(own, onlyText(other)) === true;
      return sameParts(own, other);
  }
}

/** True when no text can match both. */
export function textsDisjoint(a: TextPattern, b: TextPattern): boolean {
  if (a.shape === "anything" || b.shape === "anything") return false;
  const cased = a.cased && b.cased;
  const left = cased ? a.parts : a.folded;
  const right = cased ? b.parts : b.folded;
  if (a.shape === "equals") return matchParts(right, onlyText(left)) === false;
  if (b.shape === "equals") return matchParts(left, onlyText(right)) === false;
  return clash(prefix(left), prefix(right), "startsWith") ||
    clash(suffix(left), suffix(right), "endsWith");
}

/** Fewest characters of a text that it matches. */
export function minLength({ parts }: TextPattern): number {
  let length = 0;
  for (const part of parts) {
    if (part.kind === "Text") length += part.text.length;
    else if (part.kind === "One") length++;
  }
  return length;
}

function clash(a: string, b: string, method: "startsWith" | "endsWith"): boolean {
  return !a[method](b) && !b[method](a);
}

function prefix([first]: readonly StringPart[]): string {
  return first?.kind === "Text" ? first.text : "";
}

function suffix(parts: readonly StringPart[]): string {
  const last = parts[parts.length - 1];
  return last?.kind === "Text" ? last.text : "";
}

function sameParts(a: readonly StringPart[], b: readonly StringPart[]): boolean {
  return a.length === b.length && a.every((part, index) => {
    const other = b[index];
    return part.kind === "Text"
      ? other.kind === "Text" && other.text === part.text
      : other.kind === part.kind;
  });
}

/** Matches a literal text; `undefined` where it is open what one character is. */
function matchParts(parts: readonly StringPart[], text: string): boolean | undefined {
  const open = parts.some((part) => part.kind === "One") && /[\ud800-\udfff]/.test(text);
  if (open) return undefined;
  // Positions where the rest of the parts may begin.
  let at = new Set([0]);
  for (const [index, part] of parts.entries()) {
    const next = new Set<number>();
    const previous = index > 0 && parts[index - 1].kind === "Any";
    if (part.kind === "Any") {
      if (at.size > 0) next.add(Math.min(...at));
    } else if (part.kind === "One") {
      if (!previous) { for (const start of at) if (start < text.length) next.add(start + 1); }
      if (previous) { for (const [low] of at.entries()) addRange(next, low + 1, text.length); }
    } else if (part.kind === "Text") {
      for (const start of at) {
        if (!previous) {
          if (text.startsWith(part.text, start)) next.add(start + part.text.length);
          continue;
        }
        for (let found = text.indexOf(part.text, start); found >= 0;) {
          next.add(found + part.text.length);
          found = text.indexOf(part.text, found + 1);
        }
      }
    } else {
      return undefined;
    }
    at = next;
    if (at.size === 0) return false;
  }
  return parts[parts.length - 1]?.kind === "Any" || at.has(text.length);
}

function addRange(set: Set<number>, from: number, to: number): void {
  for (let at = from; at <= to; at++) set.add(at);
}
