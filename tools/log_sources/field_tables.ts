/** What stands for fields, in Markdown. */

import { fieldKeys } from "../../lib/mappings/tools/effective_fields.ts";
import type {
  FieldMapping,
  FieldSetFields,
  KeyFacts,
  ValueRules,
} from "../../lib/mappings/table.ts";
import { evidenceText, inBrackets } from "./evidence_text.ts";
import { code, plain, table } from "./markdown.ts";

/** More values would fill the page. */
const MAX_VALUES = 8;

/** A row of the table: fields that have the same keys, known in the same way. */
interface Row {
  readonly fields: string[];
  readonly keys: string;
  readonly evidence: string;
}

/**
 * Writes the tables of an entry, a field set or an alternative of one.
 *
 * @param layer What it says about fields, itself alone
 * @returns Lines; none when it says nothing
 */
export function fieldTables({ fields, unsupportedFields, otherFields }: FieldSetFields): string[] {
  const lines: string[] = [];
  const rows = fieldRows(fields ?? {});
  if (otherFields) {
    const { pattern, evidence } = otherFields;
    rows.push({ fields: [], keys: code(pattern), evidence: evidenceText(evidence) });
  }
  if (rows.length > 0) {
    const cells = rows.map(({ fields, keys, evidence }) => {
      const names = fields.length === 0 ? "all others" : fields.map(code).join(", ");
      return [names, keys, evidence];
    });
    lines.push("", ...table(["field", "key", "evidence"], cells));
  }
  const reasons = Object.entries(unsupportedFields ?? {}).filter(([, reason]) => reason !== null);
  if (reasons.length > 0) {
    const grouped = Map.groupBy(reasons, ([, reason]) => reason!);
    const cells = [...grouped].map(([reason, names]) => {
      return [names.map(([name]) => code(name)).join(", "), plain(reason)];
    });
    lines.push("", ...table(["field without a key", "why"], cells));
  }
  return lines;
}

function fieldRows(fields: Readonly<Record<string, FieldMapping | null>>): Row[] {
  const rows = new Map<string, Row>();
  for (const [field, mapping] of Object.entries(fields)) {
    const keys = mapping === null ? "none any more" : keysText(mapping);
    const evidence = mapping === null ? "" : mappingEvidence(mapping) + lossText(mapping);
    const id = `${keys}\n${evidence}`;
    const row = rows.get(id) ?? { fields: [], keys, evidence };
    row.fields.push(field);
    rows.set(id, row);
  }
  return [...rows.values()];
}

function keysText(mapping: FieldMapping): string {
  const keys = fieldKeys(mapping).map(({ key, kind, algorithm }) => {
    const name = key === null ? "the log line" : code(key);
    if (algorithm !== undefined) return `${algorithm}: ${name}`;
    return kind === "within" ? `anywhere in ${name}` : name;
  });
  const isSplit = typeof mapping === "object" && "split" in mapping;
  const written = keys.join(isSplit ? ", " : " or ") + valuesText(mapping as ValueRules);
  const common = typeof mapping === "object" && "within" in mapping ? mapping.common ?? [] : [];
  return common.length === 0
    ? written
    : `${written}; not as a whole value: parts of ${common.map(code).join(", ")}`;
}

/** How values differ, behind the keys. */
function valuesText(rules: ValueRules): string {
  const { values, otherValues, prefixes, replace, case: letterCase, whole, endings } = rules;
  const parts: string[] = [];
  if (letterCase !== undefined) {
    parts.push(letterCase === "lower" ? "in small letters" : "in capitals");
  }
  if (whole !== undefined) {
    parts.push(`other text stands ${whole === "endswith" ? "in front of" : "behind"} the value`);
  }
  if (endings !== undefined) parts.push(`some values with ${endings.map(code).join(", ")} behind`);
  const beginnings = Object.entries(prefixes ?? {});
  if (beginnings.length > 0) {
    const list = beginnings.map(([from, to]) => `${code(from)} is ${code(to)}`);
    parts.push(`at the beginning ${list.join(", ")}`);
  }
  const texts = Object.entries(replace ?? {});
  if (texts.length > 0) {
    parts.push(`anywhere ${texts.map(([from, to]) => `${code(from)} is ${code(to)}`).join(", ")}`);
  }
  const words = Object.entries(values ?? {});
  if (words.length > 0) {
    const shown = words.slice(0, MAX_VALUES).map(([from, to]) => `${code(from)} is ${target(to)}`);
    const more = words.length - shown.length;
    const rest = otherValues === "keep" ? "others stay" : "others have no counterpart";
    parts.push(`${shown.join(", ")}${more > 0 ? `, and ${more} more` : ""}; ${rest}`);
  }
  return parts.length === 0 ? "" : `; ${parts.join("; ")}`;
}

const MATCH_WORDS: Readonly<Record<string, string>> = {
  startswith: "what begins with",
  contains: "what contains",
  endswith: "what ends with",
};

function target(to: NonNullable<ValueRules["values"]>[string]): string {
  if (typeof to === "string") return to === "" ? "an empty text" : code(to);
  if (Array.isArray(to)) return to.map(code).join(" or ");
  return Object.entries(to).map(([match, text]) => `${MATCH_WORDS[match]} ${code(text)}`).join(
    ", ",
  );
}

/** What a test of the field loses, behind its evidence. */
function lossText(mapping: FieldMapping): string {
  const { loss } = mapping as KeyFacts;
  return loss === undefined ? "" : `. Not exact, ${loss.effect}: ${plain(loss.reason)}`;
}

/** The evidence of the keys, and of the words where it is another. */
function mappingEvidence(mapping: FieldMapping): string {
  const keys = fieldKeys(mapping);
  const texts = new Map(keys.map(({ evidence, algorithm }) => {
    return [evidenceText(evidence), algorithm];
  }));
  const own = texts.size < 2
    ? [...texts.keys()].join("")
    : keys.map(({ evidence, algorithm }) => `${algorithm} ${evidenceText(evidence)}`).join("; ");
  const { valuesEvidence } = mapping as ValueRules;
  if (valuesEvidence === undefined) return own;
  return `${own}; words${inBrackets(valuesEvidence)}`;
}
