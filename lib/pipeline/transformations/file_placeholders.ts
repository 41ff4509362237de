/** @module `file_placeholders`: placeholders get the values that stand in a file. */

import { decodeString } from "../../sigma/sigma_string.ts";
import { filePath } from "../file_path.ts";
import { readFileValues } from "../file_values.ts";
import { readHandled } from "../placeholders.ts";
import { changeStrings } from "../visit.ts";
import type { TransformationType } from "./transformation.ts";
import { fillOrFail } from "./value_placeholders.ts";

/** The transformation `file_placeholders`. */
export const filePlaceholders: TransformationType = {
  name: "file_placeholders",
  summary: "Fills placeholders with values from a text, CSV, JSON or YAML file",
  parse(reader, { files }) {
    const handled = readHandled(reader);
    const path = filePath(reader, reader.requiredText("path"), "path");
    const values = readFileValues(reader, path === undefined ? undefined : files[path], path);
    if (handled === undefined || values === undefined) return undefined;
    const choices = values.map(decodeString);
    return {
      applyToRule: (rule, context) =>
        changeStrings(
          rule,
          context,
          (value) => fillOrFail(value, (name) => handled(name) ? choices : undefined, context),
        ),
    };
  },
};
