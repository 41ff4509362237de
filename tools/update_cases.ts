/**
 * Rewrites the expected outputs in tests/cases from what the compiler gives now. The diff is to
 * be reviewed against the Sigma specification and the documentation of LEQL.
 *
 * Usage: deno run -A tools/update_cases.ts [PART OF A NAME]
 *
 * @module
 */

import process from "node:process";
import { caseNames, updateCase } from "../tests/helpers/golden_case.ts";

const wanted = process.argv[2] ?? "";
for (const name of caseNames()) {
  if (!name.includes(wanted)) continue;
  for (const ending of updateCase(name)) console.log(name + ending);
}
