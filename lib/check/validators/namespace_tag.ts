/** @module `namespace_tag`: namespaces of tags. */

import { didYouMean } from "../../suggest.ts";
import type { Validator } from "../validator.ts";
import { tagValidator } from "./tags.ts";

/** Namespaces (Sigma specification 2.1, tags appendix). */
const NAMESPACES: readonly string[] = ["attack", "car", "cve", "d3fend", "detection", "stp", "tlp"];

/** The validator `namespace_tag`. */
export const namespaceTag: Validator = tagValidator(
  "namespace_tag",
  "A tag whose namespace is not one of Sigma's",
  ({ namespace }, text) => {
    if (NAMESPACES.includes(namespace)) return undefined;
    return {
      message: `The tag "${text}" has the unknown namespace "${namespace}"`,
      hint: didYouMean(namespace, NAMESPACES) ?? `Known are ${NAMESPACES.join(", ")}`,
    };
  },
);
