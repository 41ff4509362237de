import type { Flags } from "./flags.ts";
import type { Groups } from "./groups.ts";
import type { PatternReader } from "./pattern_reader.ts";

/** A pattern while it is read. */
export interface Reading {
  /** Where the reading is. */
  readonly reader: PatternReader;
  /** Groups that were read so far. */
  readonly groups: Groups;
  /** Flags that hold at this place. */
  flags: Flags;
  /** How many parentheses are open around this place. */
  depth: number;
}
