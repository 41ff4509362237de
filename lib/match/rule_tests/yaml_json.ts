/**
 * YAML trees as JSON values.
 *
 * @module
 */

import type { JsonValue } from "../../event/event.ts";
import type { YamlNode } from "../../yaml/node.ts";

/**
 * Turns a tree into a value. What JSON has no number for (integers beyond 2^53, infinity), and times,
 * become texts as they are written.
 */
export function toJson(node: YamlNode): JsonValue {
  switch (node.kind) {
    case "Scalar": {
      const { value } = node;
      if (typeof value === "bigint") return node.text;
      if (typeof value === "number" && !Number.isFinite(value)) return node.text;
      return value;
    }
    case "Sequence":
      return node.items.map(toJson);
    case "Mapping":
      return Object.fromEntries(node.pairs.map(({ key, value }) => [key.text, toJson(value)]));
  }
}
