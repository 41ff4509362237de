import { type CommandFlag, FLAGS } from "./flags.ts";

const HEAD = `sigma-leql: converts Sigma detection rules to LEQL queries for InsightIDR

Usage:
  sigma-leql [convert] [options] INPUT...
  sigma-leql check [options] INPUT...
  sigma-leql test [options] RULES...
  sigma-leql mapping print|validate|schema [NAME|FILE...]
  sigma-leql mapping gaps|explain [options] RULES...
  sigma-leql mapping verify|new [options] NAME
  sigma-leql list WHAT

  INPUT is a rule file, a folder of rules, or - for standard input.
`;

const TAIL = `Examples:
  sigma-leql rules/                            NDJSON on standard output
  sigma-leql rules/ --format all -o out.ndjson all three formats to a file
  sigma-leql rules/ --to tree --out leql/      a folder of .leql files
  sigma-leql rule.yml --to text                the query alone
  sigma-leql - < rules.yml                     a stream of rules, with --- between them
  sigma-leql rules/ -m insightidr,site.json    with a site's own fields
  sigma-leql rules/ --min-level high --tag 'attack.t1059*'
                                               some of the rules
  sigma-leql check rules/ --to sarif           faults of rules, for code hosts
  sigma-leql test rules/                       the test files beside the rules
  sigma-leql test rules/ --events log.ndjson   which rules match which events
  sigma-leql mapping gaps rules/               which keys are missing most
  sigma-leql mapping explain rule.yml          why a rule becomes its query
  sigma-leql list modifiers                    what Sigma has, and what is here

Exit codes:
  0  every rule was converted
  1  some rule was not; its reason stands in the output
  2  wrong usage, or an input or output that cannot be used
`;

/** Where the descriptions begin. */
const COLUMN = 32;

/** Returns the text of `--help`. */
export function helpText(): string {
  const groups = new Map<string, string[]>();
  for (const flag of FLAGS) {
    const lines = groups.get(flag.group) ?? [];
    groups.set(flag.group, [...lines, ...flagLines(flag)]);
  }
  const sections = [...groups].map(([name, lines]) => `${name}:\n${lines.join("\n")}\n`);
  return [HEAD, ...sections, TAIL].join("\n");
}

/** Lines of the help about one option. */
export function flagLines(flag: CommandFlag): string[] {
  const short = flag.short === undefined ? "    " : `-${flag.short}, `;
  const value = flag.value === undefined ? "" : ` ${flag.value}`;
  const name = `  ${short}--${flag.name}${value}`;
  return flag.help.map((line, index) => (index === 0 ? name : "").padEnd(COLUMN) + line);
}
