/** @module `simple_template`: a Python format string with the query and the rule. */

import type { QueryContext } from "../pipeline.ts";
import { pythonText } from "../pipeline_value.ts";
import { type FormatField, parsePythonFormat } from "../python_format.ts";
import { valueAt } from "../rule_attributes.ts";
import { fail } from "../fault.ts";
import { isTemplateRoot, templateVariables } from "../template_variables.ts";
import type { PostprocessingType } from "./postprocessor.ts";

/** The post-processing `simple_template`. */
export const simpleTemplate: PostprocessingType = {
  name: "simple_template",
  summary: "Fills {query}, {rule.title}, {pipeline.state[x]} and the like into a text",
  parse(reader) {
    const text = reader.requiredText("template");
    if (text === undefined) return undefined;
    const { span } = reader.node("template")!;
    const parts = parsePythonFormat(text);
    if ("fault" in parts) return reader.fault(`cannot read the template: ${parts.fault}`, span);
    for (const part of parts) {
      if (typeof part !== "string" && !isTemplateRoot(part.path)) {
        return reader.fault(
          `cannot read the template: "{${part.text}}" has no value`,
          span,
          "Write {query}, {rule.title} or {pipeline.state[key]}",
        );
      }
    }
    return (query, context) =>
      parts.map((part) => typeof part === "string" ? part : fill(part, query, context)).join("");
  },
};

function fill({ text, path }: FormatField, query: string, context: QueryContext): string {
  const value = valueAt(templateVariables(context, query), path);
  if (value === undefined) fail("pipeline-error", `Cannot fill "{${text}}": it has no value`);
  return pythonText(value) ??
    fail(
      "pipeline-error",
      `Cannot fill "{${text}}": it is a list or a mapping`,
      undefined,
      "Name one entry, or use the type template",
    );
}
