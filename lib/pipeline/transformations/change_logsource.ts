/** @module `change_logsource`: the rule gets another log source. */

import { readLogSource } from "../read_logsource.ts";
import type { TransformationType } from "./transformation.ts";

/** The transformation `change_logsource`. */
export const changeLogsource: TransformationType = {
  name: "change_logsource",
  summary: "Replaces category, product and service; what is not given is gone",
  parse(reader) {
    const logsource = readLogSource(reader);
    return logsource && { applyToRule: (rule) => ({ ...rule, logsource }) };
  },
};
