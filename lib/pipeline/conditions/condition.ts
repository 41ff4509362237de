/**
 * What a processing condition is: when a processing item applies.
 *
 * @module
 */

import type { CorrelationRule, DetectionItem, Rule } from "../../sigma/ast.ts";
import type { ApplyContext } from "../apply_context.ts";
import type { ParameterReader } from "../parameter_reader.ts";

/** Tests a rule. Throws a processing fault when it cannot tell. */
export type RuleTest = (rule: Rule | CorrelationRule, context: ApplyContext) => boolean;

/** Tests a detection item. */
export type ItemTest = (item: DetectionItem, context: ApplyContext) => boolean;

/** Tests fields. */
export interface FieldTest {
  /** Tests a field name; `null` is that of keywords. */
  readonly matchField: (field: string | null, context: ApplyContext) => boolean;
  /** Tests a detection item in place of its field and the fields that its values refer to. */
  readonly matchItem?: ItemTest;
}

/** How tests are joined. */
export type TestNode<T> =
  | { readonly kind: "Test"; readonly test: T }
  | { readonly kind: "Not"; readonly arg: TestNode<T> }
  | { readonly kind: "And" | "Or"; readonly args: readonly TestNode<T>[] };

/** All tests of one kind that an item has. */
export interface TestGroup<T> {
  /** True when no test is given. */
  readonly empty: boolean;
  /** The tests, joined. */
  readonly node: TestNode<T>;
}

/** Evaluates tests. All of none is true, one of none is false. */
export function evaluate<T>(node: TestNode<T>, test: (leaf: T) => boolean): boolean {
  switch (node.kind) {
    case "Test":
      return test(node.test);
    case "Not":
      return !evaluate(node.arg, test);
    case "And":
      return node.args.every((arg) => evaluate(arg, test));
    case "Or":
      return node.args.some((arg) => evaluate(arg, test));
  }
}

/** Reads the parameters of a condition; `undefined` when a fault was reported. */
export type ParseTest<T> = (reader: ParameterReader) => T | undefined;

/** One type of processing condition. */
export interface ProcessingConditionType {
  /** The value of `type`. */
  readonly name: string;
  /** What it tests, in one line, for `list conditions`. */
  readonly summary: string;
  /** Present when it stands under `rule_conditions`. */
  readonly parseRuleTest?: ParseTest<RuleTest>;
  /** Present when it stands under `detection_item_conditions`. */
  readonly parseItemTest?: ParseTest<ItemTest>;
  /** Present when it stands under `field_name_conditions`. */
  readonly parseFieldTest?: ParseTest<FieldTest>;
}
