/** @module Traffic light protocol: `tlptag`, `tlpv1_tag` and `tlpv2_tag`. */

import type { Validator } from "../validator.ts";
import { tagValidator } from "./tags.ts";

const VERSION_1: readonly string[] = ["white", "green", "amber", "red"];
const VERSION_2: readonly string[] = ["clear", "green", "amber", "amber-strict", "red"];

function tlpValidator(name: string, version: string, known: readonly string[]): Validator {
  return tagValidator(
    name,
    `A tag of the namespace tlp that ${version} does not have`,
    (tag, text) => {
      if (tag.namespace !== "tlp" || known.includes(tag.name ?? "")) return undefined;
      return {
        message: `The tag "${text}" is not one of ${version}`,
        hint: `Known are ${known.join(", ")}`,
      };
    },
  );
}

/** The validator `tlptag`. */
export const tlptag: Validator = tlpValidator("tlptag", "TLP", [
  ...new Set([...VERSION_1, ...VERSION_2]),
]);

/** The validator `tlpv1_tag`. */
export const tlpv1Tag: Validator = tlpValidator("tlpv1_tag", "TLP 1", VERSION_1);

/** The validator `tlpv2_tag`. */
export const tlpv2Tag: Validator = tlpValidator("tlpv2_tag", "TLP 2", VERSION_2);
