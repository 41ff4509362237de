/** @module `json`: the query as a text in a JSON structure. */

import type { PipelineValue } from "../pipeline_value.ts";
import { pythonJson } from "../python_json.ts";
import type { PostprocessingType } from "./postprocessor.ts";

function embedIn(value: PipelineValue, query: string): PipelineValue {
  if (value === "%QUERY%") return query;
  if (Array.isArray(value)) return value.map((item) => embedIn(item, query));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, embedIn(item, query)]),
  );
}

/** The post-processing `json`. */
export const json: PostprocessingType = {
  name: "json",
  summary: 'Replaces every text "%QUERY%" of a JSON structure by the query',
  parse(reader) {
    const text = reader.requiredText("json_template");
    if (text === undefined) return undefined;
    let structure: PipelineValue;
    try {
      structure = JSON.parse(text);
    } catch {
      return reader.fault("the template is not JSON", reader.node("json_template")?.span);
    }
    return (query) => pythonJson(embedIn(structure, query));
  },
};
