/**
 * Texts that meet a pattern.
 *
 * @module
 */

import type { StringPart } from "../../sigma/value.ts";

/** A pattern without the wildcards at its ends. */
export interface Core {
  readonly parts: readonly StringPart[];
  /** Whether the value must begin with it. */
  readonly head: boolean;
  /** Whether the value must end with it. */
  readonly tail: boolean;
}

/** Takes the wildcards off the ends of a pattern. */
export function coreOf(parts: readonly StringPart[]): Core {
  const head = parts[0]?.kind !== "Any";
  const tail = parts[parts.length - 1]?.kind !== "Any";
  return { parts: parts.slice(head ? 0 : 1, tail ? undefined : -1), head, tail };
}

/** Puts something in the place of each wildcard. */
export function fillParts(
  parts: readonly StringPart[],
  any: () => string,
  one: () => string,
): string {
  let text = "";
  for (const part of parts) {
    switch (part.kind) {
      case "Text":
        text += part.text;
        break;
      case "Any":
        text += any();
        break;
      case "One":
        text += one();
        break;
      case "Placeholder":
        text += `%${part.name}%`;
        break;
    }
  }
  return text;
}

/** Turns the case of each letter; a letter without a single counterpart stays. */
export function flipCase(text: string): string {
  return [...text].map((character) => {
    const upper = character.toUpperCase();
    const other = upper === character ? character.toLowerCase() : upper;
    return other.length === character.length ? other : character;
  }).join("");
}

/** Exchanges one character for its neighbour in the alphabet, so that no letter case is touched. */
export function changeAt(text: string, at: number): string {
  const characters = [...text];
  const character = characters[at];
  if (/[a-y]|[A-Y]|[0-8]/.test(character)) {
    characters[at] = String.fromCharCode(character.charCodeAt(0) + 1);
  } else {
    characters[at] = character === "_" ? "-" : "_";
  }
  return characters.join("");
}
