import type { StopSignal } from "../runtime/process.ts";

/** What the exit codes of the program mean. */
export const EXIT = {
  /** Every rule was converted. */
  ok: 0,
  /** Some rule was not converted. */
  failed: 1,
  /** Wrong use, or an input or output that cannot be used. */
  usage: 2,
} as const;

/** Exit codes after a signal: 128 and its number, as shells expect. */
export const SIGNAL_EXIT: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };
