import { formatDiagnostic, isFatal } from "../../diagnostic.ts";
import type { Format } from "../../leql/formats/registry.ts";
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
import { makeExplainer } from "./explain_document.ts";
import { explainLine } from "./explain_line.ts";
import { explainText } from "./explain_text.ts";
import { openMappingRules, ruleDocuments } from "./mapping_rules.ts";

const TO = ["text", "ndjson"] as const;

/** Tried in this order where none is asked for. */
const UNASKED_FORMATS: readonly Format[] = ["default", "leql_advanced_search"];

const OWN_FLAGS: readonly CommandFlag[] = [
  { name: "to", short: "t", value: "KIND", help: ["text (default) or ndjson"] },
];

const SHARED: readonly FlagName[] = [
  ...ruleFlags(["without-mapping", "correlation-method"]),
  "out",
  "help",
];

const HEAD = `sigma-leql mapping explain: why a rule becomes the query that it becomes

Usage:
  sigma-leql mapping explain [options] RULES...

  For each rule: the entry of the mapping table that serves it, and why not another; the
  keys of its fields, and how well each is known; values that are translated; conditions
  that are added; where the events lie and how they arrive; the query.
`;

const TAIL = `Exit codes:
  0  every rule was explained, whether it is converted or not
  1  some file or rule could not be read
  2  wrong usage, or an input or output that cannot be used
`;

/**
 * Runs `mapping explain`.
 *
 * @param argv Arguments behind the name of the tool
 * @param print Writes to standard output
 * @returns The exit code
 * @throws {UsageError | OutputError | ClosedPipe}
 */
export async function explainCommand(
  argv: readonly string[],
  print: (text: string) => Promise<void>,
): Promise<number> {
  const { own, shared, positionals } = parseSharedFlags(argv, "mapping explain", OWN_FLAGS, SHARED);
  if (shared.help !== undefined) {
    await print(sharedHelp(HEAD, OWN_FLAGS, SHARED, TAIL));
    return EXIT.ok;
  }
  const to = oneOf(own.to?.at(-1) ?? "text", TO, "--to");
  const given = parseOptions(toArguments(shared, positionals));
  const inOneFormat = shared.format === undefined;
  const options = inOneFormat ? { ...given, formats: UNASKED_FORMATS } : given;
  const rules = await openMappingRules(options);
  checkOutput(options.out, rules.inputs);
  let faults = 0;
  const output = new TextOutput(options.out);
  try {
    const explain = makeExplainer(rules, inOneFormat);
    let isFirst = true;
    const documents = ruleDocuments(rules, (path, fault) => {
      faults++;
      writeStderr(`${formatDiagnostic(fault, path)}\n`);
    });
    for await (const document of documents) {
      if (document.document.content?.kind === "Filter") continue;
      const explained = explain(document);
      if (document.document.diagnostics.some(isFatal)) faults++;
      if (to === "ndjson") await output.write(explainLine(explained, rules.mapping));
      else await output.write((isFirst ? "" : "\n") + explainText(explained, rules.mapping));
      isFirst = false;
    }
    await output.commit();
  } catch (error) {
    output.discard();
    throw error;
  }
  return faults === 0 ? EXIT.ok : EXIT.failed;
}
