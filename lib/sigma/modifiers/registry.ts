/**
 * All modifiers by name.
 *
 * @module
 */

import { all } from "./all.ts";
import { base64 } from "./base64.ts";
import { base64offset } from "./base64offset.ts";
import { cased } from "./cased.ts";
import { cidr } from "./cidr.ts";
import { compareModifiers } from "./compare.ts";
import { contains } from "./contains.ts";
import { endswith } from "./endswith.ts";
import { exists } from "./exists.ts";
import { expand } from "./expand.ts";
import { fieldref } from "./fieldref.ts";
import type { Modifier } from "./modifier.ts";
import { neq } from "./neq.ts";
import { re } from "./re.ts";
import { reFlags } from "./re_flags.ts";
import { startswith } from "./startswith.ts";
import { timestampPartModifiers } from "./timestamp_part.ts";
import { utf16Modifiers } from "./utf16.ts";
import { windash } from "./windash.ts";

const ORDERED: readonly Modifier[] = [
  contains,
  startswith,
  endswith,
  all,
  cased,
  neq,
  exists,
  fieldref,
  expand,
  re,
  ...reFlags,
  cidr,
  ...compareModifiers,
  base64,
  base64offset,
  ...utf16Modifiers,
  windash,
  ...timestampPartModifiers,
];

/** Every modifier by its name, in the order of `list modifiers`. */
export const MODIFIERS: ReadonlyMap<string, Modifier> = new Map(
  ORDERED.map((modifier) => [modifier.name, modifier]),
);
