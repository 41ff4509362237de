/** @module `query_expression_placeholders`: a placeholder becomes a piece of the query. */

import type { ParameterReader } from "../parameter_reader.ts";
import { readHandled } from "../placeholders.ts";
import { parsePythonFormat } from "../python_format.ts";
import { changeStrings, describeItem } from "../visit.ts";
import type { TransformationType } from "./transformation.ts";

/** Reads the expression; returns the text before, between and behind its places. */
function readExpression(reader: ParameterReader): ((id: string) => string) | undefined {
  const text = reader.requiredText("expression");
  if (text === undefined) return undefined;
  const { span } = reader.node("expression")!;
  const parts = parsePythonFormat(text);
  if ("fault" in parts) return reader.fault(`cannot read "${text}": ${parts.fault}`, span);
  for (const part of parts) {
    if (typeof part === "string") {
      if (part.includes("{field}")) {
        return reader.refuse('a literal "{field}" has no equal here', span);
      }
    } else if (part.path.length !== 1 || (part.path[0] !== "field" && part.path[0] !== "id")) {
      return reader.fault(`only "{field}" and "{id}" have a value, not "{${part.text}}"`, span);
    }
  }
  return (id) =>
    parts.map((part) => {
      if (typeof part === "string") return part;
      return part.path[0] === "id" ? id : "{field}";
    }).join("");
}

function readIds(reader: ParameterReader): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  if (reader.node("mapping") === undefined) return ids;
  for (const { key, value } of reader.requiredPairs("mapping") ?? []) {
    if (value.kind === "Scalar" && value.type === "string") ids.set(key.text, value.text);
    else reader.fault(`"${key.text}" of "mapping" is not a text`, value.span);
  }
  return ids;
}

/** The transformation `query_expression_placeholders`. */
export const queryExpressionPlaceholders: TransformationType = {
  name: "query_expression_placeholders",
  summary: "Puts a piece of the query, with {field} and {id}, in the place of a placeholder",
  parse(reader) {
    const expression = readExpression(reader);
    const ids = readIds(reader);
    const handled = readHandled(reader);
    if (expression === undefined || handled === undefined) return undefined;
    return {
      applyToRule: (rule, context) =>
        changeStrings(rule, context, (value, item) => {
          const placeholder = value.parts.find((part) =>
            part.kind === "Placeholder" && handled(part.name)
          );
          if (placeholder?.kind !== "Placeholder") return value;
          const { name } = placeholder;
          if (value.parts.length > 1) {
            context.fail(
              `cannot put an expression in the place of "%${name}%": the value has more than it`,
              value.span,
            );
          }
          const template = expression(ids.get(name) || name);
          if (item.field === null && template.includes("{field}")) {
            context.fail(`needs a field for "%${name}%" in ${describeItem(item)}`, value.span);
          }
          return { kind: "QueryExpression", template, span: value.span };
        }),
    };
  },
};
