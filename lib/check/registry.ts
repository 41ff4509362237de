/**
 * All validators by name.
 *
 * @module
 */

import type { Validator } from "./validator.ts";
import { alwaysTrueCondition } from "./validators/always_true_condition.ts";
import { attacktag } from "./validators/attacktag.ts";
import { controlCharacter } from "./validators/control_character.ts";
import { customAttributes } from "./validators/custom_attributes.ts";
import { d3Fendtag } from "./validators/d3_fendtag.ts";
import { danglingCondition } from "./validators/dangling_condition.ts";
import { danglingDetection } from "./validators/dangling_detection.ts";
import { doubleWildcard } from "./validators/double_wildcard.ts";
import { escapedWildcard } from "./validators/escaped_wildcard.ts";
import { fieldnameLogsource } from "./validators/fieldname_logsource.ts";
import { filenameLength } from "./validators/filename_length.ts";
import { identifierExistence } from "./validators/identifier_existence.ts";
import { invalidModifierCombinations } from "./validators/invalid_modifier_combinations.ts";
import { keywordInDetection } from "./validators/keyword_in_detection.ts";
import { coveredValue, duplicateValue } from "./validators/listed_values.ts";
import { matchesAnyValue } from "./validators/matches_any_value.ts";
import { modifierWithoutEffect } from "./validators/modifier_without_effect.ts";
import { namespaceTag } from "./validators/namespace_tag.ts";
import { neverMatchingCondition, neverMatchingIdentifier } from "./validators/never_matching.ts";
import { numberAsString } from "./validators/number_as_string.ts";
import { cartag, cvetag, detectionTag, stptag } from "./validators/numbered_tags.ts";
import { duplicateReferences, duplicateTag } from "./validators/repeated_entries.ts";
import { specificInsteadOfGenericLogsource } from "./validators/specific_instead_of_generic_logsource.ts";
import { tagFormat } from "./validators/tag_format.ts";
import {
  allOfThemCondition,
  themConditionWithSingleDetection,
} from "./validators/them_quantifiers.ts";
import { tlptag, tlpv1Tag, tlpv2Tag } from "./validators/tlp_tags.ts";
import {
  duplicateFilename,
  duplicateTitle,
  identifierUniqueness,
} from "./validators/uniqueness.ts";
import { unknownReference } from "./validators/unknown_reference.ts";
import { unreachableIdentifier } from "./validators/unreachable_identifier.ts";
import { wildcardsInsteadOfModifiers } from "./validators/wildcards_instead_of_modifiers.ts";

const ORDERED: readonly Validator[] = [
  danglingDetection,
  danglingCondition,
  themConditionWithSingleDetection,
  allOfThemCondition,
  specificInsteadOfGenericLogsource,
  fieldnameLogsource,
  identifierExistence,
  identifierUniqueness,
  duplicateTitle,
  duplicateReferences,
  duplicateFilename,
  filenameLength,
  customAttributes,
  invalidModifierCombinations,
  tagFormat,
  attacktag,
  d3Fendtag,
  tlpv1Tag,
  tlpv2Tag,
  tlptag,
  duplicateTag,
  namespaceTag,
  cartag,
  cvetag,
  detectionTag,
  stptag,
  doubleWildcard,
  numberAsString,
  controlCharacter,
  wildcardsInsteadOfModifiers,
  escapedWildcard,
  neverMatchingCondition,
  neverMatchingIdentifier,
  alwaysTrueCondition,
  unreachableIdentifier,
  matchesAnyValue,
  keywordInDetection,
  modifierWithoutEffect,
  duplicateValue,
  coveredValue,
  unknownReference,
];

/** Every validator by its name: first those of pySigma, then our own. */
export const VALIDATORS: ReadonlyMap<string, Validator> = new Map(
  ORDERED.map((validator) => [validator.name, validator]),
);
