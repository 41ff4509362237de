/** @module Faults in formats, keys and correlations. */

import type { Mutation } from "./mutation.ts";

const DEFINITION = "lib/leql/formats/detection_definition.ts";
const CORRELATION = "lib/compiler/compile_correlation.ts";
const CALCULATION = "lib/leql/aggregation.ts";

/** Faults around the condition. */
export const FRAME_MUTATIONS: readonly Mutation[] = [
  {
    name: "a detection definition drops a line",
    file: DEFINITION,
    find: "where(\\n  ${printNode(where, OPERATOR_LINES)}\\n)`",
    replace:
      'where(\\n  ${printNode(where, OPERATOR_LINES).replace(/\\n {2}(?:AND|OR)\\n {2}[^\\n()]*$/, "")}\\n)`',
  },
  {
    name: "a detection definition is broken at AND inside of quotes",
    file: DEFINITION,
    find: "where(\\n  ${printNode(where, OPERATOR_LINES)}\\n)`",
    replace:
      'where(\\n  ${printNode(where, OPERATOR_LINES).replaceAll(" AND ", "\\n  AND\\n  ")}\\n)`',
  },
  {
    name: "a detection definition searches another event type",
    file: DEFINITION,
    find: "${eventTypeKey} = ${quoted}\\n)`",
    replace: '${eventTypeKey} = "another_event"\\n)`',
  },
  {
    name: "words of the language stand as keys without quotes",
    file: "lib/leql/quote.ts",
    find: "if (BARE_KEY_REGEXP.test(key) && !RESERVED.has(key.toLowerCase())) return key;",
    replace: "if (BARE_KEY_REGEXP.test(key)) return key;",
    tests: ["tests/cases_test.ts"],
  },
  {
    name: "keys with blanks stand without quotes",
    file: "lib/leql/quote.ts",
    find: "if (BARE_KEY_REGEXP.test(key) && !RESERVED.has(key.toLowerCase())) return key;",
    replace: "if (!RESERVED.has(key.toLowerCase())) return key;",
  },
  {
    name: "a threshold is one too high",
    file: CORRELATION,
    find: `    gte: ">=",`,
    replace: `    gte: ">",`,
  },
  {
    name: "of two bounds one is left out",
    file: CORRELATION,
    find: `.map(({ operator, text }) => ({ operator: HAVING_OPERATORS[operator], text }));`,
    replace:
      `.map(({ operator, text }) => ({ operator: HAVING_OPERATORS[operator], text })).slice(0, 1);`,
  },
  {
    name: "events are counted instead of values",
    file: CALCULATION,
    find: `    default:
      return`,
    replace: `    case "unique":
      return "count";
    default:
      return`,
  },
  {
    name: "an average becomes a sum",
    file: CORRELATION,
    find: `return { kind: "average", key };`,
    replace: `return { kind: "sum", key };`,
  },
  {
    name: "groups lose a key",
    file: CALCULATION,
    find: 'groupby(${groupBy.map(printKey).join(", ")})',
    replace: 'groupby(${groupBy.slice(0, 1).map(printKey).join(", ")})',
  },
];
