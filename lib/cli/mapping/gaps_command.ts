import { formatDiagnostic } from "../../diagnostic.ts";
import { writeStderr } from "../../runtime/process.ts";
import { checkOutput } from "../check_output.ts";
import { EXIT } from "../exit_code.ts";
import type { CommandFlag, FlagName } from "../flags.ts";
import { oneOf } from "../option_values.ts";
import { parseOptions } from "../options.ts";
import { toArguments } from "../parse_flags.ts";
import { parseSharedFlags, ruleFlags } from "../shared_flags.ts";
import { sharedHelp } from "../shared_help.ts";
import { TextOutput } from "../text_output.ts";
import { UsageError } from "../usage_error.ts";
import { findGaps } from "./find_gaps.ts";
import { gapsNdjson, gapsText } from "./gaps_text.ts";
import { openMappingRules } from "./mapping_rules.ts";

/** Rows of the table, unless told otherwise. */
const DEFAULT_LIMIT = 40;

const TO = ["text", "ndjson"] as const;
const ORDERS = ["alone", "all"] as const;

const OWN_FLAGS: readonly CommandFlag[] = [
  { name: "to", short: "t", value: "KIND", help: ["text (default) or ndjson"] },
  {
    name: "order",
    value: "BY",
    help: [
      "alone: first what keeps most rules back by itself (default)",
      "all: first what stands in the way of most rules",
    ],
  },
  {
    name: "limit",
    value: "N",
    help: [`Most lines; 0 for all (default: ${DEFAULT_LIMIT} for text, all for ndjson)`],
  },
];

const SHARED: readonly FlagName[] = [
  ...ruleFlags(["format", "without-mapping", "verify", "negation", "correlation-method"]),
  "out",
  "help",
];

const HEAD = `sigma-leql mapping gaps: what keeps rules from being converted

Usage:
  sigma-leql mapping gaps [options] RULES...

  Fields, values and log sources that the mapping table does not have, ranked by how many
  rules each would unlock: alone, with others, and together with all lines above it.
  With --min-evidence also what is known less well than asked for.
`;

const TAIL = `Exit codes:
  0  the rules were looked at, whatever was found
  1  some file could not be read
  2  wrong usage, or an input or output that cannot be used
`;

/**
 * Runs `mapping gaps`.
 *
 * @param argv Arguments behind the name of the tool
 * @param print Writes to standard output
 * @returns The exit code
 * @throws {UsageError | OutputError | ClosedPipe}
 */
export async function gapsCommand(
  argv: readonly string[],
  print: (text: string) => Promise<void>,
): Promise<number> {
  const { own, shared, positionals } = parseSharedFlags(argv, "mapping gaps", OWN_FLAGS, SHARED);
  if (shared.help !== undefined) {
    await print(sharedHelp(HEAD, OWN_FLAGS, SHARED, TAIL));
    return EXIT.ok;
  }
  const to = oneOf(own.to?.at(-1) ?? "text", TO, "--to");
  const order = oneOf(own.order?.at(-1) ?? "alone", ORDERS, "--order");
  const limit = parseLimit(own.limit?.at(-1)) ?? (to === "text" ? DEFAULT_LIMIT : 0);
  const options = parseOptions(toArguments(shared, positionals));
  const rules = await openMappingRules(options);
  checkOutput(options.out, rules.inputs);
  let faults = 0;
  const report = await findGaps(rules, order, (path, fault) => {
    faults++;
    writeStderr(`${formatDiagnostic(fault, path)}\n`);
  });
  const output = new TextOutput(options.out);
  try {
    await output.write(to === "text" ? gapsText(report, limit) : gapsNdjson(report, limit));
    await output.commit();
  } catch (error) {
    output.discard();
    throw error;
  }
  return faults === 0 ? EXIT.ok : EXIT.failed;
}

function parseLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`Cannot use "${text}" as --limit: expected a number from 0 on`);
}
