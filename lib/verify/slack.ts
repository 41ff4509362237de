/**
 * How far a query may differ from its rule where the conversion says that it
 * does: a single test that a query cannot say exactly may have another outcome
 * for the events that this is about, and for no others.
 *
 * @module
 */

import type { PreparedEntry } from "../mappings/prepare.ts";
import type { Rule } from "../sigma/ast.ts";
import { LeafSlack, type Outcomes } from "./leaf_slack.ts";
import type { EventPair } from "./stored_events.ts";
import { type ConditionTree, conditionTree, type Node } from "./witnesses/tree.ts";

/** Knows the tests of one condition that a query cannot say exactly. */
export class Slack {
  readonly #tree: ConditionTree | undefined;
  readonly #leaves: LeafSlack;

  /**
   * @param rule The rule as it went into the mapping table
   * @param condition Index of the condition
   * @param entry The entry that carried it
   */
  constructor(rule: Rule, condition: number, entry: PreparedEntry | undefined) {
    this.#tree = conditionTree(rule, condition);
    this.#leaves = new LeafSlack(rule, entry);
  }

  /** Whether the query may give an outcome for an event. */
  allows(event: EventPair, outcome: boolean): boolean {
    if (this.#tree === undefined) return true;
    const { mayHold, mayFail } = this.#outcomes(this.#tree.root, event);
    return outcome ? mayHold : mayFail;
  }

  #outcomes(node: Node, event: EventPair): Outcomes {
    switch (node.kind) {
      case "Leaf":
        return this.#leaves.outcomes(node, event);
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
