/**
 * A rule's condition as a tree of single tests: one field held against one
 * value. Read from the rule itself, not from the expression that the
 * conversion makes of it.
 *
 * @module
 */

import type { ConditionNode, Detection, DetectionItem, Rule } from "../../sigma/ast.ts";
import { matchNames } from "../../sigma/condition/names.ts";
import type { SigmaValue, VariantsValue } from "../../sigma/value.ts";

/** The field in which the texts of keywords stand. */
export const KEYWORD_FIELD = "Message";

/** One field, or the whole event, held against one value. */
export interface Leaf {
  readonly kind: "Leaf";
  /** Place among the leaves, from 0. */
  readonly index: number;
  /** Name of the search identifier that it stands in. */
  readonly identifier: string;
  /** `null` for a keyword. */
  readonly field: string | null;
  readonly value: Exclude<SigmaValue, VariantsValue>;
  readonly item: DetectionItem;
}

/** A join of tests. */
export interface Join {
  readonly kind: "All" | "Any";
  readonly args: readonly Node[];
}

/** A negated test. */
export interface Negation {
  readonly kind: "Not";
  readonly arg: Node;
}

/** A node of the tree. A search identifier that is named twice is the same object twice. */
export type Node = Leaf | Join | Negation;

/** The tree of one condition. */
export interface ConditionTree {
  readonly root: Node;
  /** Each leaf once, in the order of the rule. */
  readonly leaves: readonly Leaf[];
  /** The fields of the leaves. */
  readonly fields: ReadonlySet<string>;
  /** Number of searches that an evaluation takes: the texts of a list are looked for together. */
  readonly searches: number;
  /** The search identifiers that the condition names. */
  readonly identifiers: ReadonlyMap<string, Node>;
}

/**
 * Makes the tree of a condition.
 *
 * @param rule A rule whose conditions name what is there
 * @param condition Index of the condition
 * @returns The tree, or `undefined` when the condition names what is not there
 */
export function conditionTree(rule: Rule, condition: number): ConditionTree | undefined {
  const builder = new TreeBuilder(rule);
  const root = builder.condition(rule.conditions[condition].node);
  if (root === undefined) return undefined;
  const { leaves, identifiers } = builder;
  const fields = new Set(leaves.flatMap(({ field }) => field ?? []));
  return { root, leaves, fields, searches: countSearches(leaves), identifiers };
}

/** Searches that the texts of one list take. */
const SEARCHES_OF_LIST = 4;

function countSearches(leaves: readonly Leaf[]): number {
  let count = 0;
  const lists = new Map<DetectionItem, number>();
  for (const leaf of leaves) {
    const length = isListed(leaf) ? (lists.get(leaf.item) ?? 0) + 1 : 0;
    if (length > 0) lists.set(leaf.item, length);
    if (length <= SEARCHES_OF_LIST) count++;
  }
  return count;
}

/** Whether a test is one of a list's that are made together: equality, or `contains`. */
function isListed({ field, value, item }: Leaf): boolean {
  if (field === null || item.linking === "and" || value.kind !== "String") return false;
  const kinds = value.parts.map(({ kind }) => kind).join();
  return kinds === "" || kinds === "Text" || kinds === "Any,Text,Any";
}

class TreeBuilder {
  readonly leaves: Leaf[] = [];
  readonly identifiers = new Map<string, Node>();
  readonly #rule: Rule;
  readonly #names: readonly string[];

  constructor(rule: Rule) {
    this.#rule = rule;
    this.#names = rule.identifiers.map(({ name }) => name);
  }

  condition(node: ConditionNode): Node | undefined {
    switch (node.kind) {
      case "And":
      case "Or":
        return join(
          node.kind === "And" ? "All" : "Any",
          node.args.map((arg) => this.condition(arg)),
        );
      case "Not": {
        const arg = this.condition(node.arg);
        return arg && { kind: "Not", arg };
      }
      case "Identifier":
        return this.#identifier(node.name);
      case "Quantifier": {
        const names = matchNames(node.pattern, this.#names);
        const kind = node.quantifier === "all" ? "All" : "Any";
        return join(kind, names.map((name) => this.#identifier(name)));
      }
    }
  }

  #identifier(name: string): Node | undefined {
    const known = this.identifiers.get(name);
    if (known !== undefined) return known;
    // Of two identifiers of one name the last one counts, as for the keys of a mapping.
    const found = this.#rule.identifiers.findLast((identifier) => identifier.name === name);
    if (found === undefined) return undefined;
    const node = this.#detection(found.detection, name);
    this.identifiers.set(name, node);
    return node;
  }

  #detection(detection: Detection, identifier: string): Node {
    if (detection.kind === "Item") return this.#item(detection, identifier);
    return join(detection.kind, detection.items.map((item) => this.#detection(item, identifier)))!;
  }

  #item(item: DetectionItem, identifier: string): Node {
    const args = item.values.map((value) => this.#value(value, item, identifier));
    const joined = join(item.linking === "and" ? "All" : "Any", args)!;
    return item.negated ? { kind: "Not", arg: joined } : joined;
  }

  #value(value: SigmaValue, item: DetectionItem, identifier: string): Node {
    if (value.kind === "Variants") {
      return join("Any", value.values.map((one) => this.#value(one, item, identifier)))!;
    }
    const { field } = item;
    const leaf: Leaf = { kind: "Leaf", index: this.leaves.length, identifier, field, value, item };
    this.leaves.push(leaf);
    return leaf;
  }
}

function join(kind: Join["kind"], args: readonly (Node | undefined)[]): Node | undefined {
  if (args.length === 0 || args.includes(undefined)) return undefined;
  return args.length === 1 ? args[0] : { kind, args: args as readonly Node[] };
}
