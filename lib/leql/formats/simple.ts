/** @module The bare expression, for Log Search in simple mode and basic detection rules. */

import type { LeqlFormat } from "./format.ts";

/** The format `default`. */
export const simple: LeqlFormat = {
  name: "default",
  summary: "The bare expression, on one line",
  render: ({ line }) => line,
};
