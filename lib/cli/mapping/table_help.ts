/** Actions of `mapping` without options of their own. */
export type TableAction = "print" | "validate" | "schema";

const ALL = `sigma-leql mapping: what mapping tables say, and tools for them

Usage:
  sigma-leql mapping print|validate [TABLE...]
  sigma-leql mapping schema
  sigma-leql mapping gaps|explain [options] RULES...
  sigma-leql mapping verify|new [options] NAME

  print      the tables merged into one, as JSON
  validate   whether tables are valid, and can be merged
  schema     the JSON Schema of a mapping table
  gaps       what keeps rules from being converted
  explain    why a rule becomes the query that it becomes
  verify     holds a table against the keys of a log
  new        a table for a log source of your own, to be filled in

  Each has its own help: sigma-leql mapping gaps --help
`;

const TABLES =
  `  TABLE is the name of a table that ships (insightidr, pysigma) or a file in JSON or YAML;
  several names may stand in one argument, with commas. Without one it is insightidr.
`;

const ACTIONS: Readonly<Record<TableAction, string>> = {
  print: `sigma-leql mapping print: mapping tables as JSON

Usage:
  sigma-leql mapping print [TABLE...]

${TABLES}
  Several tables are merged as --mapping merges them: what a later one says wins. Warnings
  go to standard error.

Exit codes:
  0  the table was written
  2  a table does not exist or is faulty
`,
  validate: `sigma-leql mapping validate: whether mapping tables are valid

Usage:
  sigma-leql mapping validate [TABLE...]

${TABLES}
  Each fault is told with line, column and JSON path. Several tables must also be valid when
  they are merged; a single one that is not whole by itself is tried over insightidr.

Exit codes:
  0  every table is valid; warnings do not count
  1  some table is not
  2  a table cannot be read
`,
  schema: `sigma-leql mapping schema: the JSON Schema of a mapping table

Usage:
  sigma-leql mapping schema

  An editor that is given the schema completes and checks tables while they are written.
`,
};

/**
 * Returns the help of `mapping`, or of one of its actions.
 *
 * @param action The action that is asked about; any other word gives the overview
 */
export function tableHelp(action: string | undefined): string {
  return action !== undefined && Object.hasOwn(ACTIONS, action)
    ? ACTIONS[action as TableAction]
    : ALL;
}
