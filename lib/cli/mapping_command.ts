import { formatDiagnostic } from "../diagnostic.ts";
import { DEFAULT_MAPPING } from "../mappings/builtin.ts";
import schema from "../mappings/mapping.schema.json" with { type: "json" };
import { writeStderr } from "../runtime/process.ts";
import { didYouMean } from "../suggest.ts";
import { EXIT } from "./exit_code.ts";
import { loadMappings, mergeRead, type ReadMapping, readMapping } from "./load_mappings.ts";
import { UsageError } from "./usage_error.ts";

type Print = (text: string) => Promise<void>;
type Tool = (argv: readonly string[], print: Print) => Promise<number>;

/** Actions with options of their own; each is loaded when it is run. */
const TOOLS: Readonly<Record<string, () => Promise<Tool>>> = {
  gaps: async () => (await import("./mapping/gaps_command.ts")).gapsCommand,
  verify: async () => (await import("./mapping/verify_command.ts")).verifyCommand,
  explain: async () => (await import("./mapping/explain_command.ts")).explainCommand,
  new: async () => (await import("./mapping/new_command.ts")).newCommand,
};

const ACTIONS = ["print", "validate", "schema", ...Object.keys(TOOLS)];

/**
 * Runs `mapping`.
 *
 * @param argv Arguments behind the name of the command
 * @param print Writes to standard output
 * @returns The exit code
 * @throws {UsageError}
 */
export async function mappingCommand(
  argv: readonly string[],
  print: (text: string) => Promise<void>,
): Promise<number> {
  const [tool, ...rest] = argv;
  if (tool !== undefined && Object.hasOwn(TOOLS, tool)) {
    const run = await TOOLS[tool]();
    return await run(rest, print);
  }
  if (argv.includes("--help") || argv.includes("-h")) {
    const { tableHelp } = await import("./mapping/table_help.ts");
    await print(tableHelp(tool));
    return EXIT.ok;
  }
  const option = argv.find((argument) => argument.startsWith("-"));
  if (option !== undefined) throw new UsageError(`Unknown option "${option}" for mapping`);
  const [action, ...given] = argv;
  const names = given.flatMap((list) => list.split(",")).filter((name) => name !== "");
  switch (action) {
    case "print": {
      // Where the schema lies is known to the files alone.
      const { $schema: _, ...table } = await loadMappings(orDefault(names), writeStderr);
      await print(toJson(table));
      return EXIT.ok;
    }
    case "validate":
      return await validate(orDefault(names), print);
    case "schema":
      await print(toJson(schema));
      return EXIT.ok;
  }
  const known = `Known are ${ACTIONS.join(", ")}`;
  if (action === undefined) throw new UsageError("mapping needs an action", known);
  throw new UsageError(
    `Unknown action "${action}" for mapping`,
    didYouMean(action, ACTIONS) ?? known,
  );
}

/**
 * Checks each table, and then whether all of them can be merged. A single file
 * that is not whole by itself is tried over the default table.
 */
async function validate(
  names: readonly string[],
  print: (text: string) => Promise<void>,
): Promise<number> {
  let valid = true;
  const read: ReadMapping[] = [];
  for (const name of names) {
    const mapping = await readMapping(name);
    for (const item of mapping.diagnostics) await print(`${formatDiagnostic(item, name)}\n`);
    if (mapping.table === undefined) valid = false;
    else read.push(mapping);
  }
  if (!valid) return EXIT.failed;
  let tables = names;
  let merged = mergeRead(read);
  if (merged.diagnostics.length > 0 && read.length === 1) {
    tables = [DEFAULT_MAPPING, ...names];
    merged = mergeRead([await readMapping(DEFAULT_MAPPING), ...read]);
  }
  for (const [at, item] of merged.diagnostics.entries()) {
    await print(`${formatDiagnostic(item, tables[merged.origins[at]])}\n`);
  }
  if (merged.table === undefined) return EXIT.failed;
  for (const name of names) await print(`${name}: valid\n`);
  if (names.length > 1) await print("All tables can be merged\n");
  else if (tables.length > 1) await print(`It extends the table ${DEFAULT_MAPPING}\n`);
  return EXIT.ok;
}

function orDefault(names: readonly string[]): readonly string[] {
  return names.length === 0 ? [DEFAULT_MAPPING] : names;
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
