import { deno } from "./deno.ts";
import { nodeProcess } from "./node.ts";

/** A request to end, from the terminal or from another process. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** Calls the handler when the process is asked to end, instead of ending it. */
export function onStopSignal(handler: (signal: StopSignal) => void): void {
  const windows = deno?.build.os === "windows";
  const signals: StopSignal[] = windows ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  for (const signal of signals) {
    if (deno === undefined) nodeProcess().on(signal, () => handler(signal));
    else deno.addSignalListener(signal, () => handler(signal));
  }
}
