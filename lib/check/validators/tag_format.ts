/** @module `tag_format`: characters of tags. */

import type { Validator } from "../validator.ts";
import { tagValidator } from "./tags.ts";

const TAG_REGEXP = /^[a-z0-9_-]+\.[a-z0-9._-]+$/;

/** The validator `tag_format`. */
export const tagFormat: Validator = tagValidator(
  "tag_format",
  "A tag with a character that tags do not have",
  (_tag, text) => {
    if (TAG_REGEXP.test(text)) return undefined;
    return {
      message: `The tag "${text}" does not have the form namespace.name`,
      hint: "Tags have lower-case letters, digits, dots, hyphens and underscores",
    };
  },
);
