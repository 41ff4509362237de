/**
 * How far a query may differ from its rule where the conversion says that it
 * does: single tests that a query cannot say exactly may give either outcome,
 * and all others may not.
 *
 * @module
 */

import type { LogEvent } from "../event/event.ts";
import type { PreparedEntry } from "../mappings/prepare.ts";
import type { Rule } from "../sigma/ast.ts";
import type { StringValue } from "../sigma/value.ts";
import { LeafMatchers } from "./witnesses/leaf_matchers.ts";
import { type ConditionTree, conditionTree, type Leaf, type Node } from "./witnesses/tree.ts";

/** Outcomes that a query may give. */
interface Outcomes {
  readonly mayHold: boolean;
  readonly mayFail: boolean;
}

const EITHER: Outcomes = { mayHold: true, mayFail: true };
const EXACT: Outcomes = { mayHold: false, mayFail: false };

/** Knows the tests of one condition that a query cannot say exactly. */
export class Slack {
  readonly #tree: ConditionTree | undefined;
  readonly #matchers: LeafMatchers;
  readonly #entry: PreparedEntry | undefined;

  /**
   * @param rule The rule as it went into the mapping table
   * @param condition Index of the condition
   * @param entry The entry that carried it
   */
  constructor(rule: Rule, condition: number, entry: PreparedEntry | undefined) {
    this.#tree = conditionTree(rule, condition);
    this.#matchers = new LeafMatchers(rule);
    this.#entry = entry;
  }

  /** Whether the query may give an outcome for an event in the rule's fields. */
  allows(event: LogEvent, outcome: boolean): boolean {
    if (this.#tree === undefined) return true;
    const { mayHold, mayFail } = this.#outcomes(this.#tree.root, event);
    return outcome ? mayHold : mayFail;
  }

  #outcomes(node: Node, event: LogEvent): Outcomes {
    switch (node.kind) {
      case "Leaf": {
        const holds = this.#matchers.matches(node, event);
        if (holds === undefined) return EITHER;
        const slack = slackOf(node, this.#entry);
        return { mayHold: holds || slack.mayHold, mayFail: !holds || slack.mayFail };
      }
      case "Not": {
        const { mayHold, mayFail } = this.#outcomes(node.arg, event);
        return { mayHold: mayFail, mayFail: mayHold };
      }
      case "All":
      case "Any": {
        const args = node.args.map((arg) => this.#outcomes(arg, event));
        const isAll = node.kind === "All";
        return {
          mayHold: isAll ? args.every(holds) : args.some(holds),
          mayFail: isAll ? args.some(fails) : args.every(fails),
        };
      }
    }
  }
}

const holds = ({ mayHold }: Outcomes): boolean => mayHold;
const fails = ({ mayFail }: Outcomes): boolean => mayFail;

/** What a query may say of a test beside what the test gives. */
function slackOf({ field, value }: Leaf, entry: PreparedEntry | undefined): Outcomes {
  if (field === null) return keywordSlack(value);
  const kind = entry?.fields.get(field)?.kind;
  if (kind === "Within") return EITHER;
  switch (value.kind) {
    case "String":
      return kind === "Hashes" ? hashSlack(value) : textSlack(value);
    case "Null":
      return { mayHold: true, mayFail: false };
    case "FieldRef":
      return { mayHold: false, mayFail: !value.cased };
    case "Cidr":
      return { mayHold: false, mayFail: value.version === 6 };
    case "Compare":
      // A negation in the operator looks at each value of a list.
      return { mayHold: false, mayFail: true };
    default:
      return EXACT;
  }
}

/** In a line of JSON some characters have a backslash in front. */
function keywordSlack(value: Leaf["value"]): Outcomes {
  if (value.kind !== "String") return EITHER;
  const isPlain = value.parts.every((part) =>
    part.kind === "Any" || (part.kind === "Text" && !CONTROL_REGEXP.test(part.text))
  );
  return isPlain ? { mayHold: true, mayFail: false } : EITHER;
}

// deno-lint-ignore no-control-regex
const CONTROL_REGEXP = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** Each digest has a key of its own, so that nothing is known of what stands beside it. */
function hashSlack({ parts }: StringValue): Outcomes {
  const isOpen = parts.length === 3 && parts[0].kind === "Any" && parts[2].kind === "Any";
  const hasAlgorithm = parts.some((part) => part.kind === "Text" && part.text.includes("="));
  return { mayHold: !isOpen, mayFail: !hasAlgorithm };
}

// deno-lint-ignore no-control-regex
const BEYOND_ASCII_REGEXP = /[^\u0000-\u007f]/;

function textSlack({ parts, cased }: StringValue): Outcomes {
  const isFolded = !cased &&
    parts.some((part) => part.kind === "Text" && BEYOND_ASCII_REGEXP.test(part.text));
  return { mayHold: false, mayFail: isFolded };
}
