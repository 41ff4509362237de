import { cpuCount } from "../runtime/process.ts";

/**
 * Fewest processors with which workers are started unasked. With two, the engine's own threads
 * (garbage collection, compilation) keep the second one busy, and workers make it slower.
 */
const MIN_PROCESSORS = 3;

/** Most workers that are started unasked. */
const MAX_WORKERS = 8;

/** Returns the number of workers to start when nobody has asked for one; 0 on small machines. */
export function autoWorkers(): number {
  const processors = cpuCount();
  return processors < MIN_PROCESSORS ? 0 : Math.min(processors - 1, MAX_WORKERS);
}
