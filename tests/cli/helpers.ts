import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const isDeno = "Deno" in globalThis;

/** The command that runs `cli.ts` under the runtime that runs the test. */
export const COMMAND: readonly string[] = isDeno
  ? [process.execPath, "run", "-A", join(ROOT, "cli.ts")]
  : [process.execPath, join(ROOT, "cli.ts")];

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a process is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  /** Command to put in front. */
  readonly prefix?: readonly string[];
}

/** Runs `cli.ts`. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return runCommand([...(options.prefix ?? []), ...COMMAND, ...args], options);
}

/** Runs a command to its end. */
export function runCommand(
  [file, ...args]: readonly string[],
  { cwd, stdin }: RunOptions = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => stdout += text);
    child.stderr.setEncoding("utf8").on("data", (text) => stderr += text);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
    child.stdin.on("error", () => {});
    child.stdin.end(stdin ?? "");
  });
}

/** Files by relative path; a folder is made of what stands in its paths. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Runs a test in a new folder and removes it. */
export async function inFolder(
  files: Files,
  body: (folder: string) => Promise<void> | void,
): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "sigma-leql-test-")));
  try {
    for (const [path, content] of Object.entries(files)) write(join(folder, path), content);
    await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a file and the folders above it. */
export function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Reads a text file. */
export function read(path: string): string {
  return readFileSync(path, "utf8");
}

/** Lists the files below a folder, sorted. */
export function list(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Reads NDJSON. */
// deno-lint-ignore no-explicit-any
export function records(text: string): any[] {
  return text.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}

/** Resolves after some milliseconds. */
export function sleep(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time));
}
