import type { LogSource } from "../sigma/ast.ts";
import { LEVELS, STATUSES } from "../sigma/parse_metadata.ts";
import type { Selection } from "../sigma/selection.ts";
import { oneOf, splitList, type Values } from "./option_values.ts";
import { UsageError } from "./usage_error.ts";

const LOGSOURCE_KEYS = ["category", "product", "service"] as const;

/**
 * Reads which rules to convert.
 *
 * @param values Values of the options
 * @throws {UsageError} For a value that does not exist
 */
export function parseSelection(values: Values): Selection {
  const minLevel = values["min-level"]?.at(-1);
  const since = values.since?.at(-1);
  const { status, tag, logsource } = values;
  return {
    ...(minLevel === undefined ? {} : { minLevel: oneOf(minLevel, LEVELS, "--min-level") }),
    ...(status === undefined ? {} : {
      statuses: splitList(status, "--status").map((name) => oneOf(name, STATUSES, "--status")),
    }),
    ...(tag === undefined ? {} : { tags: splitList(tag, "--tag") }),
    ...(logsource === undefined ? {} : { logsources: logsource.map(parseLogSource) }),
    ...(since === undefined ? {} : { since: checkDate(since) }),
  };
}

function parseLogSource(text: string): LogSource {
  const logsource: { -readonly [K in keyof LogSource]: LogSource[K] } = {};
  for (const pair of splitList([text], "--logsource")) {
    const at = pair.indexOf("=");
    const key = oneOf(at < 0 ? pair : pair.slice(0, at), LOGSOURCE_KEYS, "--logsource");
    if (at < 0 || at === pair.length - 1) {
      throw new UsageError(`Option "--logsource" needs a value for ${key}: ${key}=VALUE`);
    }
    logsource[key] = pair.slice(at + 1);
  }
  return logsource;
}

function checkDate(text: string): string {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const date = match === null ? undefined : new Date(`${text}T00:00:00Z`);
  if (date !== undefined && date.getUTCDate() === Number(match?.[3])) return text;
  throw new UsageError(`Cannot use "${text}" as --since: expected a date such as 2024-01-31`);
}
