/**
 * The groups of a pattern.
 *
 * @module
 */

import { type Piece, text } from "./piece.ts";
import { invalid, unsupported } from "./refused.ts";

/** Knows the groups that were read so far. */
export class Groups {
  /** Numbers of the named groups by name, in order. */
  readonly names = new Map<string, number>();
  /** How many groups there are. */
  count = 0;
  /** Groups that take part in every match that has come to this place. */
  certain = new Set<number>();
  /** How many lookbehinds are around this place. */
  lookbehinds = 0;
  readonly #open = new Set<number>();

  /** Begins the next group. */
  open(name: string | undefined): number {
    if (this.lookbehinds > 0) unsupported("A group inside of a lookbehind");
    const group = ++this.count;
    if (name !== undefined) this.names.set(name, group);
    this.#open.add(group);
    return group;
  }

  /** Ends a group. */
  close(group: number): void {
    this.#open.delete(group);
  }

  /** A reference back to a group. */
  reference(group: number): Piece {
    if (group > this.count) invalid(`the group ${group} does not exist`);
    if (this.#open.has(group)) invalid(`the group ${group} is not closed yet`);
    if (this.lookbehinds > 0) unsupported("A backreference inside of a lookbehind");
    if (!this.certain.has(group)) {
      unsupported(`The backreference to group ${group}, which may not take part in the match,`);
    }
    const name = [...this.names].find(([, number]) => number === group)?.[0];
    return { ...text(`\\k<${writtenName(group, name)}>`), empty: true };
  }
}

/** The name of a group in the JavaScript source, where each has one. */
export function writtenName(group: number, name: string | undefined): string {
  return name ?? `$${group}`;
}
