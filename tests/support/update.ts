/**
 * Rewrites the expected outputs of the cases of docs/sigma-support.md from what the compiler gives
 * now. The diff is to be reviewed against the Sigma specification and the documentation of LEQL.
 *
 * Usage: deno run -A tests/support/update.ts [PART OF A NAME]
 *
 * @module
 */

import process from "node:process";
import { supportNames, updateSupportCase } from "./support_case.ts";

const wanted = process.argv[2] ?? "";
for (const name of supportNames()) {
  if (!name.includes(wanted)) continue;
  for (const ending of await updateSupportCase(name)) console.log(name + ending);
}
