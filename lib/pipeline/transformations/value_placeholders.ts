/** @module `value_placeholders`: placeholders get the values of variables. */

import type { StringValue } from "../../sigma/value.ts";
import type { ApplyContext } from "../apply_context.ts";
import { variableParts } from "../fill_placeholders.ts";
import { type Filling, fillValue, MAX_FILLED_VALUES, readHandled } from "../placeholders.ts";
import { changeStrings } from "../visit.ts";
import type { TransformationType } from "./transformation.ts";

/** Fills a value; ends the run when there are too many combinations. */
export function fillOrFail(
  value: StringValue,
  filling: Filling,
  context: ApplyContext,
): StringValue | readonly StringValue[] {
  return fillValue(value, filling) ??
    context.fail(`makes more than ${MAX_FILLED_VALUES} values of one`, value.span);
}

/** The transformation `value_placeholders`. */
export const valuePlaceholders: TransformationType = {
  name: "value_placeholders",
  summary: "Fills placeholders with the values of variables of the same name",
  parse(reader) {
    const handled = readHandled(reader);
    if (handled === undefined) return undefined;
    return {
      applyToRule: (rule, context) =>
        changeStrings(rule, context, (value) =>
          fillOrFail(
            value,
            (name) => handled(name) ? find(name, value, context) : undefined,
            context,
          )),
    };
  },
};

function find(name: string, value: StringValue, context: ApplyContext): ReturnType<Filling> {
  const { vars } = context;
  if (!Object.hasOwn(vars, name)) {
    context.fail(
      `has no variable for the placeholder "%${name}%"`,
      value.span,
      context.isNested
        ? "Items inside of nest do not see the variables of the pipeline: take it out of nest"
        : `Add "${name}" to the vars of a pipeline`,
      "unresolved-placeholder",
      "unsupported",
    );
  }
  return variableParts(vars[name]) ?? context.fail(
    `cannot use the variable "${name}": it is not a text, a number or a list of them`,
    value.span,
    undefined,
    "unresolved-placeholder",
    "unsupported",
  );
}
