/**
 * Words without quotes that cannot begin a condition.
 *
 * Sources: Rapid7, "Components for Building a Query" (all operators and functions), "Using Logical
 * Operators in a Search Query".
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";
import { FOREIGN_JOINS, WORD_OPERATORS } from "./operators.ts";
import { isOperatorAt } from "./parse_operator.ts";
import { ReadFault } from "./read_fault.ts";
import type { WordToken } from "./tokens.ts";

/** `# note`, `-- note` */
export function commentFault(token: WordToken): ReadFault | undefined {
  const { text, upper } = token;
  if (upper !== "#" && upper !== "--") return undefined;
  return new ReadFault(
    "leql-syntax",
    `Cannot read "${text}": LEQL has no comments`,
    token,
    "Leave the comment out",
  );
}

/** `&&` and other words that join conditions in other languages. */
export function joinFault(token: WordToken): ReadFault | undefined {
  const { text, upper } = token;
  const hint = upper === "" ? undefined : FOREIGN_JOINS.get(text);
  if (hint === undefined) return undefined;
  return new ReadFault("leql-unknown-word", `LEQL does not have "${text}"`, token, hint);
}

/** An operator without a key in front of it, which is the next token. */
export function operatorFault(cursor: Cursor, token: WordToken): ReadFault | undefined {
  const { text, upper } = token;
  if (!WORD_OPERATORS.has(upper) || isOperatorAt(cursor, 1)) return undefined;
  return new ReadFault(
    "leql-syntax",
    `Cannot read ${text} here: it stands behind a key`,
    token,
    "To search for the word, set it in quotes",
  );
}

/** A word with a parenthesis behind it that begins no condition. */
export function functionFault(token: WordToken): ReadFault {
  const { text, upper } = token;
  if (upper === "IP" || upper === "NOCASE") {
    return new ReadFault(
      "leql-syntax",
      `Cannot read ${text}() here: it stands behind a key and an operator`,
      token,
      `Write key = ${upper}(...)`,
    );
  }
  return new ReadFault(
    "leql-unknown-word",
    `LEQL has no function "${text}" for conditions`,
    token,
    upper === "ANY" ? "A comma joins keys, one of which is enough: a, b = value" : undefined,
  );
}
