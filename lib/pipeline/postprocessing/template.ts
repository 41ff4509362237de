/** @module `template`: a Jinja2 template with the query and the rule. */

import { fail } from "../fault.ts";
import { readTemplate } from "../template.ts";
import { templateVariables } from "../template_variables.ts";
import type { PostprocessingType } from "./postprocessor.ts";

/** The post-processing `template`. */
export const template: PostprocessingType = {
  name: "template",
  summary: "Renders a Jinja2 template with query, rule and pipeline",
  parse(reader, context) {
    const compiled = readTemplate(reader, context);
    if (compiled === undefined) return undefined;
    return (query, queryContext) => {
      try {
        return compiled.render(templateVariables(queryContext, query));
      } catch (error) {
        fail("pipeline-error", `Cannot render the template: ${(error as Error).message}`);
      }
    };
  },
};
