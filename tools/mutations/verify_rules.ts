/**
 * Verifies the rules of the project, and says which queries mean something else.
 *
 * Usage: deno run -A tools/mutations/verify_rules.ts
 *
 * Ends with 1 when there is one.
 *
 * @module
 */

import process from "node:process";
import { verifyOwnRules } from "./own_rules.ts";

const { verified, faults } = await verifyOwnRules();
for (const fault of faults) console.log(fault);
console.log(`${verified} rules verified, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
