import { FORMAT_REGISTRY, FORMATS } from "../leql/formats/registry.ts";
import { BUILTIN_MAPPINGS } from "../mappings/builtin.ts";
import { MODIFIERS } from "../sigma/modifiers/registry.ts";
import { didYouMean } from "../suggest.ts";
import { EXIT } from "./exit_code.ts";
import { UsageError } from "./usage_error.ts";

/** A name and what it stands for. */
interface Row {
  readonly name: string;
  readonly summary: string;
}

/** What can be listed; what is rarely wanted is loaded when it is. */
const LISTS: Readonly<Record<string, () => Promise<readonly Row[]> | readonly Row[]>> = {
  formats: () => FORMATS.map((name) => FORMAT_REGISTRY[name]),
  mappings: () =>
    Object.entries(BUILTIN_MAPPINGS)
      .map(([name, table]) => ({ name, summary: table.description ?? "" })),
  modifiers: () => [...MODIFIERS.values()],
  transformations: async () => {
    const { TRANSFORMATIONS } = await import("../pipeline/transformations/registry.ts");
    return rows(TRANSFORMATIONS);
  },
  conditions: async () => {
    const { CONDITIONS } = await import("../pipeline/conditions/registry.ts");
    return rows(CONDITIONS);
  },
  postprocessing: async () => {
    const { POSTPROCESSING } = await import("../pipeline/postprocessing/registry.ts");
    return rows(POSTPROCESSING);
  },
  finalizers: async () => {
    const { FINALIZERS } = await import("../pipeline/finalizers/registry.ts");
    return rows(FINALIZERS);
  },
  validators: async () => {
    const { listChecks } = await import("../check/config.ts");
    return listChecks();
  },
  "correlation-methods": () => [
    { name: "default", summary: "groupby, calculate and having; the time span is set outside" },
  ],
};

/**
 * Runs `list`.
 *
 * @param argv Arguments behind the name of the command
 * @param print Writes to standard output
 * @returns The exit code
 * @throws {UsageError}
 */
export async function listCommand(
  argv: readonly string[],
  print: (text: string) => Promise<void>,
): Promise<number> {
  const names = Object.keys(LISTS);
  if (argv.includes("--help") || argv.includes("-h")) {
    await print(`Usage:\n  sigma-leql list ${names.join("|")}\n`);
    return EXIT.ok;
  }
  const [name, ...rest] = argv;
  if (name === undefined || rest.length > 0 || !Object.hasOwn(LISTS, name)) {
    const hint = name === undefined || rest.length > 0 ? undefined : didYouMean(name, names);
    const message = name === undefined
      ? "list needs to know what to list"
      : rest.length > 0
      ? `Unexpected argument "${rest[0]}" for list`
      : `Cannot list "${name}"`;
    throw new UsageError(message, hint ?? `Known are ${names.join(", ")}`);
  }
  const found = await LISTS[name]();
  const width = Math.max(...found.map((row) => row.name.length));
  await print(found.map((row) => `${row.name.padEnd(width)}  ${row.summary}\n`).join(""));
  return EXIT.ok;
}

function rows(registry: ReadonlyMap<string, { readonly summary: string }>): readonly Row[] {
  return [...registry].map(([name, { summary }]) => ({ name, summary }));
}
