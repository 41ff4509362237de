import { formatDiagnostic } from "../../diagnostic.ts";
import { BUILTIN_MAPPINGS, DEFAULT_MAPPING } from "../../mappings/builtin.ts";
import { entryId, type StarterEntry, starterTable } from "../../mappings/tools/starter.ts";
import { writeStderr } from "../../runtime/process.ts";
import type { LogSource } from "../../sigma/ast.ts";
import { EXIT } from "../exit_code.ts";
import type { CommandFlag, FlagName } from "../flags.ts";
import { parseOptions } from "../options.ts";
import { parseSelection } from "../parse_selection.ts";
import { toArguments } from "../parse_flags.ts";
import { parseSharedFlags } from "../shared_flags.ts";
import { sharedHelp } from "../shared_help.ts";
import { UsageError } from "../usage_error.ts";
import { mappedRules } from "./fields_of_rules.ts";
import { type MappingRules, openMappingRules } from "./mapping_rules.ts";
import { writeText } from "../text_output.ts";
import { checkFree } from "./check_free.ts";

const OWN_FLAGS: readonly CommandFlag[] = [
  {
    name: "logsource",
    value: "K=V,..",
    multiple: true,
    help: ["Log source of the entry, such as product=our_vpn; several give", "several entries"],
  },
  {
    name: "from-rules",
    value: "PATH",
    multiple: true,
    help: [
      "Rules whose fields the entry gets; without --logsource, the log",
      "sources of these rules that the mapping table does not have",
    ],
  },
  { name: "force", help: ["Replace the file of --out"] },
];

const SHARED: readonly FlagName[] = ["mapping", "pipeline", "out", "help"];

const HEAD = `sigma-leql mapping new: a mapping table for a log source of your own, to be filled in

Usage:
  sigma-leql mapping new [options] NAME --logsource K=V
  sigma-leql mapping new [options] NAME --from-rules RULES

  NAME becomes the name of the table and of its entry. Each field of the rules stands in it,
  with its own name as a key that is graded as a guess.
`;

const TAIL = `Exit codes:
  0  the table was written
  2  wrong usage, or an input or output that cannot be used
`;

/**
 * Runs `mapping new`.
 *
 * @param argv Arguments behind the name of the tool
 * @param print Writes to standard output
 * @returns The exit code
 * @throws {UsageError | OutputError | ClosedPipe}
 */
export async function newCommand(
  argv: readonly string[],
  print: (text: string) => Promise<void>,
): Promise<number> {
  const { own, shared, positionals } = parseSharedFlags(argv, "mapping new", OWN_FLAGS, SHARED);
  if (shared.help !== undefined) {
    await print(sharedHelp(HEAD, OWN_FLAGS, SHARED, TAIL));
    return EXIT.ok;
  }
  const name = checkName(positionals);
  const given = own.logsource;
  const { logsources } = parseSelection(given === undefined ? {} : { logsource: [...given] });
  const paths = own["from-rules"] ?? [];
  if (logsources === undefined && paths.length === 0) {
    throw new UsageError(
      "mapping new needs a log source",
      "Give it with --logsource product=our_vpn, or rules with --from-rules",
    );
  }
  const out = shared.out?.at(-1);
  const path = out === "-" ? undefined : out;
  checkFree(path, own.force !== undefined);
  const rules = paths.length === 0
    ? undefined
    : await openMappingRules(parseOptions(toArguments({ ...shared, out: undefined }, paths)));
  const entries = await starterEntries(logsources, rules);
  await writeText(path, `${JSON.stringify(starterTable({ name, entries }), null, 2)}\n`);
  return EXIT.ok;
}

function checkName(positionals: readonly string[]): string {
  const [name, ...more] = positionals;
  if (name === undefined) throw new UsageError("mapping new needs a name for the table");
  if (more.length > 0) throw new UsageError(`Unexpected argument "${more[0]}" for mapping new`);
  if (entryId(name) === "") {
    throw new UsageError(`Cannot use "${name}" as a name: it needs a letter or a digit`);
  }
  const isTaken = Object.hasOwn(BUILTIN_MAPPINGS, name) ||
    Object.hasOwn(BUILTIN_MAPPINGS[DEFAULT_MAPPING].entries ?? {}, entryId(name));
  if (!isTaken) return name;
  throw new UsageError(
    `Cannot use "${name}" as a name: the mapping table "${DEFAULT_MAPPING}" has it`,
    "An entry of the same name would change that one",
  );
}

/** How many rules of a log source use each field. */
interface Uses {
  readonly logsource: LogSource;
  readonly fields: Map<string, number>;
}

async function starterEntries(
  logsources: readonly LogSource[] | undefined,
  rules: MappingRules | undefined,
): Promise<readonly StarterEntry[]> {
  const uses = new Map<string, Uses>();
  for (const logsource of logsources ?? []) {
    uses.set(idOf(logsource), { logsource, fields: new Map() });
  }
  if (rules !== undefined) await addUses(uses, logsources, rules);
  if (uses.size === 0) {
    throw new UsageError(
      "The mapping table has an entry for each log source of these rules",
      "mapping gaps shows what is missing in it; --logsource makes an entry nonetheless",
    );
  }
  return [...uses.values()].map(({ logsource, fields }) => {
    const ranked = [...fields].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    return { logsource, fields: ranked.map(([field]) => field) };
  });
}

async function addUses(
  uses: Map<string, Uses>,
  logsources: readonly LogSource[] | undefined,
  rules: MappingRules,
): Promise<void> {
  const documents = mappedRules(rules, (path, fault) => {
    writeStderr(`${formatDiagnostic(fault, path)}\n`);
  });
  for await (const { rule, entry, fields } of documents) {
    const logsource = logsources === undefined
      ? entry === undefined ? rule.logsource : undefined
      : logsources.find((one) => isWithin(rule.logsource, one));
    if (logsource === undefined) continue;
    const id = idOf(logsource);
    const known = uses.get(id) ?? { logsource, fields: new Map() };
    for (const field of fields) known.fields.set(field, (known.fields.get(field) ?? 0) + 1);
    uses.set(id, known);
  }
}

const ATTRIBUTES = ["category", "product", "service"] as const;

function isWithin(logsource: LogSource, wanted: LogSource): boolean {
  return ATTRIBUTES.every((name) => wanted[name] === undefined || wanted[name] === logsource[name]);
}

function idOf(logsource: LogSource): string {
  return ATTRIBUTES.map((name) => logsource[name] ?? "").join("\n");
}
