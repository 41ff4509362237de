/**
 * Brackets and their counterparts.
 *
 * @module
 */

import { isSign, type Token } from "./tokens.ts";

/** For each opening bracket the index of its counterpart, -1 without one. */
export function findClosers(tokens: readonly Token[]): Int32Array {
  const closers = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== "Sign") return;
    if (token.sign === "(" || token.sign === "[") open.push(at);
    if (token.sign !== ")" && token.sign !== "]") return;
    const wanted = token.sign === ")" ? "(" : "[";
    const last = open[open.length - 1];
    if (last === undefined || !isSign(tokens[last], wanted)) return;
    closers[last] = at;
    open.pop();
  });
  return closers;
}
