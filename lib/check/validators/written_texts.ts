/** @module Texts of values as they were written, for the validators of strings. */

import type { YamlScalar } from "../../yaml/node.ts";
import type { CheckedDocument, WrittenItem } from "../document.ts";

/** Modifiers under which a value is not a text with wildcards. */
const OTHER_KINDS: ReadonlySet<string> = new Set(["re", "cidr", "fieldref", "exists"]);

/** Visits each value that is a text in which `*` and `?` are wildcards. */
export function forEachText(
  document: CheckedDocument,
  visit: (value: YamlScalar, item: WrittenItem) => void,
): void {
  for (const item of document.items) {
    if (item.modifiers.some((name) => OTHER_KINDS.has(name))) continue;
    for (const value of item.values) if (value.type === "string") visit(value, item);
  }
}
