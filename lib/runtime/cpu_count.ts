/** Returns the number of processors that the process may use, at least 1. */
export function cpuCount(): number {
  return Math.max(1, globalThis.navigator?.hardwareConcurrency ?? 1);
}
