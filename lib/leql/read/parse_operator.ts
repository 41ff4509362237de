/**
 * The operator behind a key.
 *
 * Source: Rapid7, "Components for Building a Query", comparison operators.
 *
 * @module
 */

import type { ComparisonOperator } from "../ast.ts";
import type { Cursor } from "./cursor.ts";
import { foreignOperator, WORD_OPERATORS } from "./operators.ts";
import { ReadFault } from "./read_fault.ts";

/** True when the token is an operator: then what stands before it is a key. */
export function isOperatorAt(cursor: Cursor, ahead: number): boolean {
  const token = cursor.peek(ahead);
  if (token.kind === "Operator") return true;
  if (token.kind !== "Word") return false;
  if (WORD_OPERATORS.has(token.upper)) return true;
  const next = cursor.peek(ahead + 1);
  return token.upper === "NOT" && next.kind === "Word" && WORD_OPERATORS.has(next.upper) &&
    !isOperatorAt(cursor, ahead + 2);
}

/** Takes an operator; `undefined` when there is none. Throws a {@link ReadFault}. */
export function parseOperator(cursor: Cursor): ComparisonOperator | undefined {
  const token = cursor.peek();
  if (token.kind === "Operator") {
    cursor.next();
    const next = cursor.peek();
    if (next.kind === "Operator" || next.kind === "Word" && next.upper.startsWith("~")) {
      const sign = cursor.text.slice(token.start, next.end);
      throw new ReadFault(
        "leql-unknown-word",
        `LEQL does not have the operator "${sign}"`,
        { start: token.start, end: next.end },
        "There are = != < <= > >= and, for two keys, == and !==; for a pattern write = /pattern/",
      );
    }
    return token.operator;
  }
  if (token.kind !== "Word") return undefined;
  if (WORD_OPERATORS.has(token.upper)) {
    cursor.next();
    return token.upper as ComparisonOperator;
  }
  if (token.upper === "NOT") return parseNegated(cursor);
  const hint = foreignOperator(token.text);
  if (hint === undefined || token.upper === "") {
    if (!/^!?~$/.test(token.upper)) return undefined;
    const wanted = token.upper === "~" ? "Write = /pattern/" : "Write != /pattern/";
    throw new ReadFault("leql-unknown-word", `LEQL does not have "${token.text}"`, token, wanted);
  }
  throw new ReadFault(
    "leql-unknown-word",
    `LEQL does not have the operator ${token.text}`,
    token,
    hint,
  );
}

/** `NOT IN`, `NOT CONTAINS`; another NOT begins the next condition. */
function parseNegated(cursor: Cursor): ComparisonOperator | undefined {
  const next = cursor.peek(1);
  if (next.kind === "Operator") {
    throw new ReadFault(
      "leql-syntax",
      `Cannot read NOT before ${next.operator}`,
      { start: cursor.peek().start, end: next.end },
      next.operator === "=" ? "Write !=" : "Set NOT before the key",
    );
  }
  if (next.kind !== "Word") return undefined;
  if (!WORD_OPERATORS.has(next.upper)) {
    const hint = cursor.isSign("(", 2) ? undefined : foreignOperator(next.text);
    if (hint === undefined || isOperatorAt(cursor, 2)) return undefined;
    throw new ReadFault(
      "leql-unknown-word",
      `LEQL does not have the operator NOT ${next.text}`,
      next,
      hint,
    );
  }
  cursor.index += 2;
  return `NOT ${next.upper}` as ComparisonOperator;
}
