import type { Cursor } from "./cursor.ts";
import type { Token } from "./tokens.ts";

/** Warns of `loose`, which no page shows in a detection definition. */
export function doubtLoose(cursor: Cursor, token: Token): void {
  cursor.warnDetection(
    "leql-clause-in-detection",
    "Detection definitions are not known to take loose",
    token,
    "Write NOCASE(), IIN, ICONTAINS or a regular expression with the flag i",
  );
}
