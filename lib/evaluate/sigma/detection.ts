/**
 * Detections of a rule.
 *
 * Source: Sigma rules specification 2.1, "Detection".
 *
 * @module
 */

import type { Detection, DetectionItem } from "../../sigma/ast.ts";
import type { SigmaValue } from "../../sigma/value.ts";
import type { EventTest } from "../event_view.ts";
import { NotEvaluable } from "../not_evaluable.ts";
import { compareText, someText } from "../match_texts.ts";
import { anyFieldValue, regexTest } from "./field_value.ts";
import { patternTest } from "./text_value.ts";

/** The test of a detection; throws `NotEvaluable`. */
export function detectionTest(detection: Detection): EventTest {
  switch (detection.kind) {
    case "Item":
      return itemTest(detection);
    case "All":
      return everyTest(detection.items.map(detectionTest));
    case "Any":
      return someTest(detection.items.map(detectionTest));
  }
}

/** All tests hold. */
export function everyTest(tests: readonly EventTest[]): EventTest {
  if (tests.length === 1) return tests[0];
  return (event) => {
    for (let at = 0; at < tests.length; at++) if (!tests[at](event)) return false;
    return true;
  };
}

/** One test holds. */
export function someTest(tests: readonly EventTest[]): EventTest {
  if (tests.length === 1) return tests[0];
  return (event) => {
    for (let at = 0; at < tests.length; at++) if (tests[at](event)) return true;
    return false;
  };
}

function itemTest({ field, values, linking, negated }: DetectionItem): EventTest {
  const anyValue = (some: readonly SigmaValue[]): EventTest =>
    field === null ? someTest(some.map(keywordTest)) : anyFieldValue(field, some);
  const test = linking === "or"
    ? anyValue(values)
    : everyTest(values.map((value) => anyValue([value])));
  return negated ? (event) => !test(event) : test;
}

/** A keyword stands anywhere in the event: in the raw line, or in a value, as it is or decoded. */
function keywordTest(value: SigmaValue): EventTest {
  switch (value.kind) {
    case "String": {
      const test = someText(patternTest(value, true));
      return (event) => test(event.searched);
    }
    case "Number": {
      const test = someText(compareText("contains", value.text, false));
      return (event) => test(event.searched);
    }
    case "Regex": {
      const test = someText(regexTest(value));
      return (event) => test(event.everything);
    }
    case "Variants":
      return someTest(value.values.map(keywordTest));
    case "QueryExpression":
      throw new NotEvaluable("a processing pipeline put a piece of a query into it", value.span);
    default:
      throw new NotEvaluable("a keyword is neither a text nor a number", value.span);
  }
}
