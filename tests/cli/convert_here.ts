import { join } from "node:path";
import { convert } from "../../lib/cli/convert.ts";
import { parseOptions } from "../../lib/cli/options.ts";
import { inFolder, read, records } from "./helpers.ts";

/** What a conversion came to. */
export interface Done {
  readonly code: number;
  /** The output. */
  readonly text: string;
  // deno-lint-ignore no-explicit-any
  readonly lines: any[];
}

/**
 * Converts in this process, without the summary. Paths are absolute: where the process runs is
 * the concern of all tests that run at once.
 *
 * @param args Arguments of `convert` for an output that is a file
 * @throws {UsageError | OutputError} Where the program would end with 2
 */
export async function convertHere(...args: readonly string[]): Promise<Done> {
  let done: Done | undefined;
  await inFolder({}, async (folder) => {
    const out = join(folder, "out");
    const code = await convert(parseOptions([...args, "--quiet", "--out", out]));
    const text = read(out);
    done = { code, text, lines: text.startsWith("{") ? records(text) : [] };
  });
  return done!;
}
