import { deno } from "./deno.ts";
import { nodeProcess } from "./node.ts";

/** True when the stream is a terminal. */
export function isTerminal(stream: "stdout" | "stderr"): boolean {
  return deno === undefined ? nodeProcess()[stream].isTTY === true : deno[stream].isTerminal();
}

/** Returns the width of the terminal in characters; 80 where it is not known. */
export function columns(): number {
  try {
    const width = deno === undefined ? nodeProcess().stderr.columns : deno.consoleSize().columns;
    return width > 0 ? width : 80;
  } catch {
    return 80;
  }
}
