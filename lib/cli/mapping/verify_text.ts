import { printable } from "../../check/output/writer.ts";
import type { KeyUser } from "../../mappings/tools/used_keys.ts";
import type {
  KeyCheck,
  KeyState,
  PatternCheck,
  UnusedKey,
  Verification,
} from "../../mappings/tools/verify_keys.ts";
import { choiceFlag } from "../choice_flags.ts";
import { dashed } from "./explain_words.ts";
import { plural } from "../summary_lines.ts";

/** Most users of a key that a line names. */
const MAX_USERS = 3;

/** How a suggested key differs. */
const RENAME_WORDS = {
  style: "the same words in another style",
  prefix: "the same name under another beginning",
  spelling: "spelled almost alike",
} as const;

/**
 * Writes what came of a verification for people.
 *
 * @param verification What came of it
 * @param entries Ids of the entries that were looked at
 * @param listed Number of keys in the list
 */
export function verifyText(
  verification: Verification,
  entries: readonly string[],
  listed: number,
): string {
  const { keys, patterns, unused, betterChoices } = verification;
  const of = (state: KeyState) => keys.filter((key) => key.state === state);
  const [missing, undecided, found] = [of("missing"), of("undecided"), of("found")];
  const failing = patterns.filter(({ count }) => count === 0);
  const lines = [
    `${plural(entries.length, "entry", "entries")} with ${plural(keys.length, "key")}, ` +
    `held against a list of ${listed}: ${found.length} found, ${missing.length} missing` +
    (undecided.length === 0 ? "" : `, ${undecided.length} not decided`),
    ...section("Missing: the list does not have these keys", missing.map(keyLines)),
    ...section("Patterns that no key of the list fits", failing.map(patternLines)),
    ...section(
      "Not decided: the list names the object and not its parts",
      undecided.map((key) => [usedText(key)]),
    ),
    ...section("Found", found.map((key) => [usedText(key)])),
    ...section(
      "Patterns",
      patterns.filter(({ count }) => count > 0).map(({ pattern, count }) => [
        `${pattern}: ${plural(count, "more key")} of the list can be fields by it`,
      ]),
    ),
    ...section("In the list, and used by no entry", unused.map(unusedLines)),
    ...section(
      "A choice that fits the list better",
      betterChoices.map(({ choice, value, found, of }) => [
        `${choiceFlag(choice)} ${dashed(value)}: ${found} of ${of} keys found`,
      ]),
    ),
  ];
  if (missing.length + failing.length > 0) {
    lines.push("", "The list has the most common keys of recent events: a rare one may be missing");
  }
  return lines.map((line) => `${printable(line)}\n`).join("");
}

function keyLines(check: KeyCheck): string[] {
  const renames = check.renames.map(({ key, how }) => `  perhaps ${key}: ${RENAME_WORDS[how]}`);
  return [usedText(check), ...renames];
}

function usedText({ key, users, evidence }: KeyCheck): string {
  const grade = evidence === undefined ? "" : ` (${evidence.grade}: ${evidence.source})`;
  const names = [...new Set(users.map(userName))];
  const more = names.length > MAX_USERS ? ` and ${names.length - MAX_USERS} more` : "";
  return `${key}${grade}, for ${names.slice(0, MAX_USERS).join(", ")}${more}`;
}

function userName({ entry, field }: KeyUser): string {
  return field ?? `a condition of ${entry}`;
}

function patternLines({ pattern, entries, better }: PatternCheck): string[] {
  const suggestion = better === undefined
    ? []
    : [`  perhaps ${better.pattern}, which ${plural(better.count, "key")} fit`];
  return [`${pattern}, of ${entries.join(", ")}`, ...suggestion];
}

function unusedLines({ key, fields }: UnusedKey): string[] {
  return [fields.length === 0 ? key : `${key}, perhaps for ${fields.join(" or ")}`];
}

function section(heading: string, items: readonly (readonly string[])[]): string[] {
  if (items.length === 0) return [];
  return ["", heading, ...items.flat().map((line) => `  ${line}`)];
}

/**
 * Writes what came of a verification as NDJSON: a line for each key, pattern and choice, and one
 * with the counts at the end.
 *
 * @param verification What came of it
 * @param entries Ids of the entries that were looked at
 * @param listed Number of keys in the list
 */
export function verifyNdjson(
  { keys, patterns, unused, betterChoices }: Verification,
  entries: readonly string[],
  listed: number,
): string {
  const count = (state: KeyState) => keys.filter((key) => key.state === state).length;
  const lines: object[] = [
    ...keys.map(({ key, state, users, evidence, renames }) => {
      return { kind: "key", key, state, users, evidence: evidence ?? null, renames };
    }),
    ...patterns.map(({ pattern, entries, evidence, count, better }) => {
      const known = { evidence: evidence ?? null, better: better ?? null };
      return { kind: "pattern", pattern, entries, count, ...known };
    }),
    ...unused.map(({ key, fields }) => ({ kind: "unused", key, fields })),
    ...betterChoices.map((choice) => ({ kind: "choice", ...choice })),
    {
      kind: "summary",
      entries,
      listed,
      found: count("found"),
      missing: count("missing"),
      undecided: count("undecided"),
    },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
