/**
 * All transformations by name.
 *
 * @module
 */

import { addCondition } from "./add_condition.ts";
import { caseTransformation } from "./case.ts";
import { changeLogsource } from "./change_logsource.ts";
import { convertType } from "./convert_type.ts";
import { dropDetectionItem } from "./drop_detection_item.ts";
import { extractFields } from "./extract_fields.ts";
import { detectionItemFailure, ruleFailure, strictFieldMappingFailure } from "./failures.ts";
import { fieldNamePrefix, fieldNameSuffix } from "./field_name_affix.ts";
import { fieldNameMapping } from "./field_name_mapping.ts";
import { fieldNamePrefixMapping } from "./field_name_prefix_mapping.ts";
import { filePlaceholders } from "./file_placeholders.ts";
import { hashesFields } from "./hashes_fields.ts";
import { mapString } from "./map_string.ts";
import { nest } from "./nest.ts";
import { queryExpressionPlaceholders } from "./query_expression_placeholders.ts";
import { refusedTransformations } from "./refused.ts";
import { regex } from "./regex.ts";
import { replaceString } from "./replace_string.ts";
import { addField, removeField, setField } from "./rule_fields.ts";
import { setCustomAttribute } from "./set_custom_attribute.ts";
import { setState } from "./set_state.ts";
import { setValue } from "./set_value.ts";
import type { TransformationType } from "./transformation.ts";
import { valuePlaceholders } from "./value_placeholders.ts";
import { wildcardPlaceholders } from "./wildcard_placeholders.ts";

const ORDERED: readonly TransformationType[] = [
  fieldNameMapping,
  fieldNamePrefixMapping,
  fieldNamePrefix,
  fieldNameSuffix,
  hashesFields,
  extractFields,
  dropDetectionItem,
  addCondition,
  changeLogsource,
  addField,
  removeField,
  setField,
  replaceString,
  mapString,
  setValue,
  convertType,
  caseTransformation,
  regex,
  valuePlaceholders,
  wildcardPlaceholders,
  queryExpressionPlaceholders,
  filePlaceholders,
  setState,
  setCustomAttribute,
  ruleFailure,
  detectionItemFailure,
  strictFieldMappingFailure,
  nest,
  ...refusedTransformations,
];

/** Every transformation by its name, in the order of `list transformations`. */
export const TRANSFORMATIONS: ReadonlyMap<string, TransformationType> = new Map(
  ORDERED.map((transformation) => [transformation.name, transformation]),
);
