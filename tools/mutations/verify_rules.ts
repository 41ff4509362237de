/**
 * Verifies the rules of the project, and says which queries mean something else.
 *
 * Usage: deno run -A tools/mutations/verify_rules.ts
 *
 * Ends with 3 when there is one: 1 is what a program ends with that does not run.
 *
 * @module
 */

import process from "node:process";
import { verifyOwnRules } from "./own_rules.ts";

const { verified, faults } = await verifyOwnRules();
for (const fault of faults) console.log(fault);
console.log(`${verified} rules verified, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 3);
