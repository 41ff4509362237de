/**
 * What verifies queries, for the compiler.
 *
 * @module
 */

import type { Verifier, VerifyOptions } from "./verification.ts";
import { verifyCorrelation } from "./verify_correlation.ts";
import { verifyRule } from "./verify_rule.ts";

/**
 * Makes a verifier.
 *
 * @param options Seed and limit
 * @throws {TypeError} When the limit is no whole number from 1 on
 */
export function makeVerifier(options: VerifyOptions): Verifier {
  const { limit } = options;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
    throw new TypeError(`Cannot use ${limit} as a limit of events: expected a whole number from 1`);
  }
  return {
    rule: (converted) => verifyRule(converted, options),
    correlation: (converted) => verifyCorrelation(converted, options),
  };
}
