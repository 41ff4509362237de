import type * as NodeFs from "node:fs";
import type NodeProcess from "node:process";

/** What is used of the global `process`. */
type Process = typeof NodeProcess & { getBuiltinModule(name: string): unknown };

/** Returns the global `process` of Bun. */
export function nodeProcess(): typeof NodeProcess {
  return (globalThis as unknown as { process: Process }).process;
}

/** Returns `node:fs`, loaded at its first use. */
export function nodeFs(): typeof NodeFs {
  return (nodeProcess() as Process).getBuiltinModule("node:fs") as typeof NodeFs;
}
