/**
 * Runs a command and measures it as a whole process.
 *
 * @module
 */

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What a run took. */
export interface Run {
  /** Wall time in seconds. */
  readonly seconds: number;
  /** Peak resident memory in MiB; 0 where the system does not tell (other than Linux). */
  readonly peak: number;
  readonly output: string;
}

const POLL_MILLISECONDS = 20;

/**
 * Runs a command to its end.
 *
 * @param command Program and arguments
 * @param input Chunks for its standard input
 */
export async function measure(command: readonly string[], input?: Iterable<string>): Promise<Run> {
  const [file, ...args] = command;
  const start = performance.now();
  const child = spawn(file, args, { stdio: ["pipe", "pipe", "ignore"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => output += text);
  const ended = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  let peak = 0;
  const timer = setInterval(() => peak = Math.max(peak, peakOf(child.pid)), POLL_MILLISECONDS);
  child.stdin.on("error", () => {});
  for (const chunk of input ?? []) {
    if (!child.stdin.write(chunk)) {
      await new Promise((resolve) => child.stdin.once("drain", resolve));
    }
  }
  child.stdin.end();
  await ended;
  clearInterval(timer);
  return { seconds: (performance.now() - start) / 1000, peak, output };
}

/** The high-water mark of a process, which lives until the process ends. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
