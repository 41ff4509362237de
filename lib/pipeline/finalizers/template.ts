/** @module `template`: a Jinja2 template with all queries. */

import { fail } from "../fault.ts";
import { readTemplate } from "../template.ts";
import { pipelineObject } from "../template_variables.ts";
import type { FinalizerType } from "./finalizer.ts";

/** The finalizer `template`. */
export const template: FinalizerType = {
  name: "template",
  summary: "Renders a Jinja2 template with queries and pipeline",
  parse(reader, context) {
    const compiled = readTemplate(reader, context);
    if (compiled === undefined) return undefined;
    return (queries, pipeline) => {
      try {
        return compiled.render({ queries, pipeline: pipelineObject(pipeline) });
      } catch (error) {
        fail("pipeline-error", `Cannot render the template: ${(error as Error).message}`);
      }
    };
  },
};
