/**
 * The process: its arguments, signals, end, terminal and machine.
 *
 * @module
 */

import { ioErrorKind } from "./io_error.ts";
import { deno, nodeFs, nodeProcess } from "./runtime.ts";

/** Returns the arguments of the program, without the runtime and the script. */
export function args(): string[] {
  return deno === undefined ? nodeProcess().argv.slice(2) : [...deno.args];
}

/** Returns the number of the process. */
export function processId(): number {
  return deno === undefined ? nodeProcess().pid : deno.pid;
}

/** Ends the process at once, workers included. */
export function exit(code: number): never {
  return deno === undefined ? nodeProcess().exit(code) : deno.exit(code);
}

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

const encoder = new TextEncoder();

/** Most attempts for an output that is set not to wait. */
const ATTEMPTS = 1000;

/** Writes a text to standard error. Never fails: there is nowhere left to say so. */
export function writeStderr(text: string): void {
  let bytes = encoder.encode(text);
  for (let attempt = 0; bytes.length > 0 && attempt < ATTEMPTS; attempt++) {
    try {
      bytes = bytes.subarray(writeSome(bytes));
    } catch (error) {
      if (ioErrorKind(error) !== "busy") return;
    }
  }
}

function writeSome(bytes: Uint8Array): number {
  return deno === undefined ? nodeFs().writeSync(2, bytes) : deno.stderr.writeSync(bytes);
}

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

/** Returns the name of the operating system. */
function platform(): string {
  return deno === undefined ? nodeProcess().platform : deno.build.os;
}

/** True where paths may use `\` as separator. */
export function isWindows(): boolean {
  return platform().startsWith("win");
}

/** True where file systems usually take `A` and `a` for the same name. */
export function isCaseInsensitive(): boolean {
  return isWindows() || platform() === "darwin";
}

/** Returns the number of processors that the process may use, at least 1. */
export function cpuCount(): number {
  return Math.max(1, globalThis.navigator?.hardwareConcurrency ?? 1);
}

/** Returns the resident memory of the process in bytes. */
export function residentMemory(): number {
  return deno === undefined ? nodeProcess().memoryUsage().rss : deno.memoryUsage().rss;
}
