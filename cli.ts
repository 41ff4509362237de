/**
 * The command line: converts Sigma rules to LEQL queries. See `--help`.
 *
 * @module
 */

import { runProgram } from "./lib/cli/main.ts";

await runProgram();
