/**
 * What single tests must give so that a part of a condition holds, or does not.
 *
 * @module
 */

import { isAbsence } from "../../sigma/divide_item.ts";
import type { Random } from "../random.ts";
import type { Join, Leaf, Node } from "./tree.ts";

/** A test and what it must give. */
export interface Demand {
  readonly leaf: Leaf;
  readonly want: boolean;
}

/** Finds demands; of alternatives it takes one by chance. */
export class Planner {
  readonly #random: Random;
  /** Nodes that are false when no field is there. */
  readonly #falseAlone = new Map<Node, boolean>();
  readonly #demanding = new Map<Join, readonly Node[]>();

  /** @param random Makes the choices */
  constructor(random: Random) {
    this.#random = random;
  }

  /**
   * Finds demands that make a node true or false.
   *
   * A test that is false by itself, since its field is missing, is demanded by nobody.
   *
   * @param node The node
   * @param want What it must be
   */
  plan(node: Node, want: boolean): readonly Demand[] {
    if (!want && this.#isFalseAlone(node)) return [];
    switch (node.kind) {
      case "Leaf":
        return [{ leaf: node, want }];
      case "Not":
        return this.plan(node.arg, !want);
      default: {
        const all = (node.kind === "All") === want;
        if (all) return node.args.flatMap((arg) => this.plan(arg, want));
        const easy = want ? [] : node.args.filter((arg) => this.#isFalseAlone(arg));
        return easy.length > 0 ? [] : this.plan(this.#random.pick(node.args), want);
      }
    }
  }

  /** The arguments of a join of which something is demanded so that one of them decides. */
  demanding(join: Join): readonly Node[] {
    if (join.kind === "All") return join.args;
    let known = this.#demanding.get(join);
    if (known === undefined) {
      known = join.args.filter((arg) => !this.#isFalseAlone(arg));
      this.#demanding.set(join, known);
    }
    return known;
  }

  #isFalseAlone(node: Node): boolean {
    let known = this.#falseAlone.get(node);
    if (known === undefined) {
      known = this.#findFalseAlone(node);
      this.#falseAlone.set(node, known);
    }
    return known;
  }

  #findFalseAlone(node: Node): boolean {
    switch (node.kind) {
      case "Leaf":
        return !isAbsence(node.value);
      case "Not":
        return false;
      case "All":
        return node.args.some((arg) => this.#isFalseAlone(arg));
      case "Any":
        return node.args.every((arg) => this.#isFalseAlone(arg));
    }
  }
}
