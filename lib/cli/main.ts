import { args, exit, onStopSignal, writeStderr } from "../runtime/process.ts";
import { convert } from "./convert.ts";
import { EXIT, SIGNAL_EXIT } from "./exit_code.ts";
import { openStdout } from "./output_file.ts";
import { parseOptions } from "./options.ts";
import { dropAllTempFiles } from "./temp_files.ts";
import { ClosedPipe, OutputError, UsageError } from "./usage_error.ts";

/** Runs the program with the arguments of the process, and ends the process. */
export async function runProgram(): Promise<never> {
  exit(await main(args()));
}

/**
 * Runs the program.
 *
 * @param argv Arguments, without the runtime and the script
 * @returns The exit code
 */
export async function main(argv: readonly string[]): Promise<number> {
  onStopSignal((signal) => {
    dropAllTempFiles();
    exit(SIGNAL_EXIT[signal]);
  });
  try {
    return await run(argv);
  } catch (error) {
    dropAllTempFiles();
    if (error instanceof ClosedPipe) return EXIT.ok;
    writeStderr(describe(error));
    return EXIT.usage;
  }
}

async function run(argv: readonly string[]): Promise<number> {
  const [command, ...rest] = argv;
  if (command === "mapping") {
    const { mappingCommand }: typeof import("./mapping_command.ts") = await import(
      "./mapping_command.ts" as string
    );
    return await mappingCommand(rest, print);
  }
  if (command === "check") {
    const { checkCommand }: typeof import("./check_command.ts") = await import(
      "./check_command.ts" as string
    );
    return await checkCommand(rest, print);
  }
  if (command === "test") {
    const { testCommand }: typeof import("./test_command.ts") = await import(
      "./test_command.ts" as string
    );
    return await testCommand(rest, print);
  }
  if (command === "list") {
    const { listCommand }: typeof import("./list_command.ts") = await import(
      "./list_command.ts" as string
    );
    return await listCommand(rest, print);
  }
  const options = parseOptions(command === "convert" ? rest : argv);
  if (options.help) {
    const { helpText }: typeof import("./help.ts") = await import("./help.ts" as string);
    await print(helpText());
    return EXIT.ok;
  }
  if (options.version) {
    const { VERSION }: typeof import("./version.ts") = await import("./version.ts" as string);
    await print(`sigma-leql ${VERSION}\n`);
    return EXIT.ok;
  }
  return await convert(options);
}

async function print(text: string): Promise<void> {
  await openStdout().write(new TextEncoder().encode(text));
}

function describe(error: unknown): string {
  if (error instanceof UsageError) {
    const hint = error.hint === undefined ? "" : `\n${error.hint}`;
    return `Error: ${error.message}${hint}\nSee sigma-leql --help\n`;
  }
  if (error instanceof OutputError) return `Error: ${error.message} [io-write]\n`;
  const reason = error instanceof Error ? error.message : String(error);
  return `Internal error: ${reason.split("\n")[0]}. Please report it\n`;
}
