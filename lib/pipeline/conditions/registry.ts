/**
 * All processing conditions by name.
 *
 * @module
 */

import type { ProcessingConditionType } from "./condition.ts";
import { containsDetectionItem } from "./contains_detection_item.ts";
import { containsField } from "./contains_field.ts";
import { containsWildcard } from "./contains_wildcard.ts";
import { excludeFields, includeFields } from "./fields.ts";
import { isNull } from "./is_null.ts";
import { logsource } from "./logsource.ts";
import { matchString } from "./match_string.ts";
import { matchValue } from "./match_value.ts";
import { processingItemApplied } from "./processing_item_applied.ts";
import { processingState } from "./processing_state.ts";
import { ruleAttribute } from "./rule_attribute.ts";
import { isSigmaCorrelationRule, isSigmaRule } from "./rule_kind.ts";
import { tag } from "./tag.ts";

const ORDERED: readonly ProcessingConditionType[] = [
  logsource,
  containsField,
  containsDetectionItem,
  isSigmaRule,
  isSigmaCorrelationRule,
  ruleAttribute,
  tag,
  processingItemApplied,
  processingState,
  matchString,
  matchValue,
  containsWildcard,
  isNull,
  includeFields,
  excludeFields,
];

/** Every processing condition by its name, in the order of `list conditions`. */
export const CONDITIONS: ReadonlyMap<string, ProcessingConditionType> = new Map(
  ORDERED.map((condition) => [condition.name, condition]),
);
