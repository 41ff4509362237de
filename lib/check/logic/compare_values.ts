/**
 * How values relate: which one matches all that another matches, and which two
 * exclude each other.
 *
 * Both answers are sound and incomplete: "no" also means "not known". A field
 * is taken to have one value in an event.
 *
 * @module
 */

import { parseIpv4, parseIpv6 } from "../../sigma/network.ts";
import type { CidrValue, CompareValue } from "../../sigma/value.ts";
import { minLength, textCovers, textsDisjoint } from "./text_pattern.ts";
import type { Prepared } from "./values.ts";

/** True when every field value that `b` matches is matched by `a` too. */
export function covers(a: Prepared, b: Prepared): boolean {
  if (a.text !== undefined && b.text !== undefined) return textCovers(a.text, b.text);
  if (a.key === b.key) return true;
  const [left, right] = [a.value, b.value];
  if (left.kind === "Cidr" && right.kind === "Cidr") {
    return left.version === right.version && left.prefix <= right.prefix && overlap(left, right);
  }
  if (left.kind === "Compare" && right.kind === "Number") return compares(right.text, left);
  if (left.kind === "Compare" && right.kind === "Compare") return compareCovers(left, right);
  return false;
}

/** True when no field value can match both. */
export function excludes(a: Prepared, b: Prepared): boolean {
  if (a.text !== undefined && b.text !== undefined) return textsDisjoint(a.text, b.text);
  return excludesKind(a, b) || excludesKind(b, a);
}

function excludesKind(a: Prepared, b: Prepared): boolean {
  const [left, right] = [a.value, b.value];
  switch (left.kind) {
    case "Null":
      return needsValue(b);
    case "Exists":
      if (right.kind === "Exists") return left.exists !== right.exists;
      return !left.exists && needsValue(b);
    case "Boolean":
      return right.kind === "Boolean" && left.value !== right.value;
    case "Number":
      if (right.kind === "Number") return left.text !== right.text && bothFinite(left, right);
      return right.kind === "Compare" && bothFinite(left, right) && !compares(left.text, right);
    case "Compare":
      return right.kind === "Compare" && comparesExclude(left, right);
    case "Cidr":
      return right.kind === "Cidr" && left.version === right.version && !overlap(left, right);
    default:
      return false;
  }
}

/** True for values that no absent field matches. An empty text may count as absent. */
function needsValue({ value, text }: Prepared): boolean {
  switch (value.kind) {
    case "String":
      return text !== undefined && minLength(text) > 0;
    case "Number":
    case "Boolean":
    case "Cidr":
    case "Compare":
      return true;
    default:
      return false;
  }
}

function bothFinite(a: { readonly text: string }, b: { readonly text: string }): boolean {
  return Number.isFinite(Number(a.text)) && Number.isFinite(Number(b.text));
}

function compares(text: string, { operator, text: bound }: CompareValue): boolean {
  const [value, limit] = [Number(text), Number(bound)];
  switch (operator) {
    case "lt":
      return value < limit;
    case "lte":
      return value <= limit;
    case "gt":
      return value > limit;
    case "gte":
      return value >= limit;
  }
}

function isUpper({ operator }: CompareValue): boolean {
  return operator === "lt" || operator === "lte";
}

function isStrict({ operator }: CompareValue): boolean {
  return operator === "lt" || operator === "gt";
}

function compareCovers(a: CompareValue, b: CompareValue): boolean {
  if (isUpper(a) !== isUpper(b)) return false;
  const [left, right] = [Number(a.text), Number(b.text)];
  if (left === right) return !isStrict(a) || isStrict(b);
  return isUpper(a) ? left > right : left < right;
}

function comparesExclude(a: CompareValue, b: CompareValue): boolean {
  if (isUpper(a) === isUpper(b)) return false;
  const [upper, lower] = isUpper(a) ? [a, b] : [b, a];
  const [top, bottom] = [Number(upper.text), Number(lower.text)];
  return top < bottom || (top === bottom && (isStrict(upper) || isStrict(lower)));
}

/** True when one of two networks of the same version lies in the other. */
function overlap(a: CidrValue, b: CidrValue): boolean {
  const parse = a.version === 4 ? parseIpv4 : parseIpv6;
  const [left, right] = [parse(a.address), parse(b.address)];
  if (left === undefined || right === undefined) return true;
  const bits = Math.min(a.prefix, b.prefix);
  return left.every((byte, index) => {
    const shared = Math.min(8, Math.max(0, bits - index * 8));
    return (byte >> (8 - shared)) === (right[index] >> (8 - shared));
  });
}
