/** @module `processing_state`: `set_state` has set a key to a value. */

import type { ApplyContext } from "../apply_context.ts";
import type { ParameterReader } from "../parameter_reader.ts";
import { type PipelineValue, toPipelineValue } from "../pipeline_value.ts";
import { compare, type Operator, OPERATORS } from "./comparison.ts";
import type { ProcessingConditionType } from "./condition.ts";

function readTest(reader: ParameterReader): ((context: ApplyContext) => boolean) | undefined {
  const key = reader.requiredText("key");
  const node = reader.requiredNode("val");
  const operator = reader.choice("op", OPERATORS, "eq");
  if (key === undefined || node === undefined || operator === undefined) return undefined;
  const wanted = toPipelineValue(node);
  return (context) => {
    const value = context.state.get(key);
    if (value === undefined) return false;
    return test(value, operator, wanted) ??
      context.fail(`cannot test the state "${key}": "${operator}" needs two numbers or two texts`);
  };
}

/** Compares; `undefined` when the two have no order. */
function test(
  value: PipelineValue,
  operator: Operator,
  wanted: PipelineValue,
): boolean | undefined {
  if (operator === "eq" || operator === "ne") {
    return (text(value) === text(wanted)) === (operator === "eq");
  }
  if (isNumber(value) && isNumber(wanted)) return compare(Number(value), operator, Number(wanted));
  if (typeof value === "string" && typeof wanted === "string") {
    return compare(value, operator, wanted);
  }
  return undefined;
}

function isNumber(value: PipelineValue): value is number | bigint | boolean {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
}

/** Equal values give equal texts; true is 1, as in Python. */
function text(value: PipelineValue): string {
  if (isNumber(value)) return String(Number(value));
  return JSON.stringify(
    value,
    (_key, part) => typeof part === "boolean" || typeof part === "bigint" ? Number(part) : part,
  );
}

/** The condition `processing_state`. */
export const processingState: ProcessingConditionType = {
  name: "processing_state",
  summary: "The pipeline's state has this key, and its value compares with a value",
  parseRuleTest(reader) {
    const holds = readTest(reader);
    return holds === undefined ? undefined : (_rule, context) => holds(context);
  },
  parseItemTest(reader) {
    const holds = readTest(reader);
    return holds === undefined ? undefined : (_item, context) => holds(context);
  },
  parseFieldTest(reader) {
    const holds = readTest(reader);
    return holds === undefined ? undefined : {
      matchField: (_field, context) => holds(context),
      matchItem: (_item, context) => holds(context),
    };
  },
};
