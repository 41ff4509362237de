import { formatDiagnostic } from "../../diagnostic.ts";
import { prepareMapping } from "../../mappings/prepare.ts";
import type { MappingTable } from "../../mappings/table.ts";
import { fixTable } from "../../mappings/tools/fix_table.ts";
import type { FieldsOfRules } from "../../mappings/tools/used_keys.ts";
import { type Verification, verifyKeys } from "../../mappings/tools/verify_keys.ts";
import { writeStderr } from "../../runtime/process.ts";
import { checkChoices, parseChoices } from "../choice_flags.ts";
import { EXIT } from "../exit_code.ts";
import type { CommandFlag, FlagName } from "../flags.ts";
import { DEFAULT_MAPPING, loadMappings } from "../load_mappings.ts";
import { oneOf, splitList, type Values } from "../option_values.ts";
import { parseOptions } from "../options.ts";
import { baseName } from "../paths.ts";
import { toArguments } from "../parse_flags.ts";
import { parseSharedFlags, TABLE_FLAGS } from "../shared_flags.ts";
import { sharedHelp } from "../shared_help.ts";
import { UsageError } from "../usage_error.ts";
import { fieldsByEntry } from "./fields_of_rules.ts";
import { openMappingRules } from "./mapping_rules.ts";
import { readKeyLists } from "./read_keys.ts";
import { selectEntries } from "./select_entries.ts";
import { verifyNdjson, verifyText } from "./verify_text.ts";
import { writeText } from "../text_output.ts";
import { checkFree } from "./check_free.ts";

const TO = ["text", "ndjson"] as const;

/** Where the lists of keys come from. */
const LIST_URL = "https://us.api.insight.rapid7.com/log_search/management/logs";

const OWN_FLAGS: readonly CommandFlag[] = [
  {
    name: "topkeys",
    value: "FILE",
    multiple: true,
    help: [
      "Keys of a log: the answer of GET /management/logs/{id}/topkeys,",
      "a JSON list of names, or one name a line; several are joined",
    ],
  },
  { name: "entry", value: "ID,..", multiple: true, help: ["Entries that the keys belong to"] },
  { name: "log-set", value: "NAME", multiple: true, help: ["Entries with this log set"] },
  { name: "event-type", value: "NAME", multiple: true, help: ["Entries with this event type"] },
  {
    name: "rules",
    value: "PATH",
    multiple: true,
    help: ["Rules whose fields are looked up as well, where keys are made by", "a pattern"],
  },
  {
    name: "fix",
    value: "FILE",
    help: ["Write a mapping table with the suggested keys, and with those that", "were found"],
  },
  { name: "force", help: ["Replace the file of --fix"] },
  { name: "to", short: "t", value: "KIND", help: ["text (default) or ndjson"] },
];

const SHARED: readonly FlagName[] = [...TABLE_FLAGS, "out", "help"];

const HEAD = `sigma-leql mapping verify: holds a mapping table against the keys of a log

Usage:
  sigma-leql mapping verify [options] [TABLE...] --topkeys FILE --entry ID

  Says which keys of the table the log does not have, what they may be called there, and
  which keys of the log no entry uses. TABLE is a name or a file, as for --mapping.
`;

const TAIL = `Exit codes:
  0  the log has every key
  1  some key is missing
  2  wrong usage, or an input or output that cannot be used
`;

/**
 * Runs `mapping verify`.
 *
 * @param argv Arguments behind the name of the tool
 * @param print Writes to standard output
 * @returns The exit code
 * @throws {UsageError | OutputError | ClosedPipe}
 */
export async function verifyCommand(
  argv: readonly string[],
  print: (text: string) => Promise<void>,
): Promise<number> {
  const { own, shared, positionals } = parseSharedFlags(argv, "mapping verify", OWN_FLAGS, SHARED);
  if (shared.help !== undefined) {
    await print(sharedHelp(HEAD, OWN_FLAGS, SHARED, TAIL));
    return EXIT.ok;
  }
  const lists = own.topkeys ?? [];
  if (lists.length === 0) {
    throw new UsageError("mapping verify needs the keys of a log", "Give them with --topkeys FILE");
  }
  const to = oneOf(own.to?.at(-1) ?? "text", TO, "--to");
  const fix = own.fix?.at(-1);
  checkFree(fix, own.force !== undefined);
  const tables = splitList([...positionals, ...shared.mapping ?? []], "--mapping");
  const table = await loadMappings(tables.length === 0 ? [DEFAULT_MAPPING] : tables, writeStderr);
  const chosen = parseChoices(shared);
  checkChoices(chosen, table);
  const mapping = prepareMapping(table, chosen);
  const entries = selectEntries({
    ids: splitList(own.entry ?? [], "--entry"),
    logSets: own["log-set"] ?? [],
    eventTypes: own["event-type"] ?? [],
  }, mapping);
  const listed = readKeyLists(lists);
  const fields = await fieldsOfRules(own.rules ?? [], { ...shared, mapping: tables });
  const input = { table, choices: mapping.choices, entries };
  const verification = verifyKeys({ ...input, listed, fields });
  const write = to === "text" ? verifyText : verifyNdjson;
  await writeText(outOf(shared), write(verification, entries, listed.length));
  if (fix !== undefined) {
    const title = `Keys of our own logs, from the Log Search API: ${
      lists.map(baseName).join(", ")
    }`;
    const source = { title, url: LIST_URL };
    await writeFix(fix, fixTable({ ...input, verification, source }));
  }
  return isComplete(verification) ? EXIT.ok : EXIT.failed;
}

function outOf({ out }: Values): string | undefined {
  const path = out?.at(-1);
  return path === "-" ? undefined : path;
}

async function fieldsOfRules(paths: readonly string[], shared: Values): Promise<FieldsOfRules> {
  if (paths.length === 0) return new Map();
  const { mapping = [], ...choices } = shared;
  const values = mapping.length === 0 ? choices : { ...choices, mapping };
  const options = parseOptions(toArguments(values, paths));
  return await fieldsByEntry(await openMappingRules(options), (path, fault) => {
    writeStderr(`${formatDiagnostic(fault, path)}\n`);
  });
}

async function writeFix(
  path: string,
  { table, renamed, confirmed }: {
    readonly table: MappingTable;
    readonly renamed: number;
    readonly confirmed: number;
  },
): Promise<void> {
  await writeText(path, `${JSON.stringify(table, null, 2)}\n`);
  writeStderr(`${path}: keys renamed ${renamed}, inferred keys seen ${confirmed}\n`);
}

function isComplete({ keys, patterns }: Verification): boolean {
  return keys.every(({ state }) => state !== "missing") && patterns.every(({ count }) => count > 0);
}
