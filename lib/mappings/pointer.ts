/**
 * Places inside a mapping table: as JSON path for people, as span in the text.
 *
 * @module
 */

import type { Span } from "../source.ts";
import type { YamlNode } from "../yaml/node.ts";

/** Property names and list indexes from the root down. */
export type Pointer = readonly string[];

const NAME_REGEXP = /^[A-Za-z_$][\w$]*$/;
const INDEX_REGEXP = /^\d+$/;

/**
 * Writes a pointer as JSON path.
 *
 * @param pointer Property names and list indexes
 * @returns For example `$.entries.dns.logsources[0]` or `$.sources["a-b"]`
 */
export function jsonPath(pointer: Pointer): string {
  let path = "$";
  for (const part of pointer) {
    if (NAME_REGEXP.test(part)) path += `.${part}`;
    else path += INDEX_REGEXP.test(part) ? `[${part}]` : `[${JSON.stringify(part)}]`;
  }
  return path;
}

/**
 * Finds the place that a pointer names.
 *
 * @param root Root node of the text
 * @param pointer Property names and list indexes
 * @param what Whether to return the place of the value, or of its key
 * @returns The span, or that of the deepest node on the way that exists
 */
export function spanAt(root: YamlNode, pointer: Pointer, what: "value" | "key"): Span {
  let node = root;
  let key: Span | undefined;
  for (const part of pointer) {
    const next = child(node, part);
    if (next === undefined) break;
    node = next.value;
    key = next.key;
  }
  return what === "key" && key !== undefined ? key : node.span;
}

function child(node: YamlNode, part: string): { value: YamlNode; key?: Span } | undefined {
  if (node.kind === "Sequence") {
    const value = node.items[Number(part)];
    return value === undefined ? undefined : { value };
  }
  if (node.kind === "Scalar") return undefined;
  const pair = node.pairs.find(({ key }) => key.text === part);
  return pair === undefined ? undefined : { value: pair.value, key: pair.key.span };
}
