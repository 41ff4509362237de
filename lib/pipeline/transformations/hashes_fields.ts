/** @module `hashes_fields`: a list of digests becomes one field for each algorithm. */

import type { Detection, DetectionItem } from "../../sigma/ast.ts";
import { stringValue } from "../../sigma/sigma_string.ts";
import type { StringValue } from "../../sigma/value.ts";
import type { ApplyContext } from "../apply_context.ts";
import { joinDivided } from "../../sigma/divide_item.ts";
import { plainText } from "../sigma_text.ts";
import { changeItems, describeItem } from "../visit.ts";
import type { TransformationType } from "./transformation.ts";

/** Number of hexadecimal digits, for digests that stand without their algorithm. */
const ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [32, "MD5"],
  [40, "SHA1"],
  [64, "SHA256"],
  [128, "SHA512"],
]);
const LENGTHS: ReadonlyMap<string, number> = new Map([
  ...[...ALGORITHMS].map(([length, name]) => [name, length] as const),
  ["IMPHASH", 32],
]);

interface Setup {
  readonly algorithms: readonly string[];
  readonly fieldName: (algorithm: string) => string;
  readonly fields: readonly string[];
}

/** The transformation `hashes_fields`. */
export const hashesFields: TransformationType = {
  name: "hashes_fields",
  summary: "Divides Hashes into one field for each algorithm",
  parse(reader) {
    const algorithms = reader.requiredTexts("valid_hash_algos");
    const prefix = reader.text("field_prefix") ?? "";
    const dropAlgorithm = reader.flag("drop_algo_prefix", false);
    const fields = reader.texts("field_to_parse") ?? ["Hashes", "Hash"];
    if (algorithms === undefined) return undefined;
    if (dropAlgorithm && prefix === "") {
      return reader.fault('with "drop_algo_prefix" it needs a "field_prefix"');
    }
    const fieldName = (name: string): string => prefix + (dropAlgorithm ? "" : name);
    const setup: Setup = { algorithms, fieldName, fields };
    return {
      applyToRule: (rule, context) =>
        changeItems(rule, context, (item) => divide(item, setup, context)),
    };
  },
};

function divide(item: DetectionItem, setup: Setup, context: ApplyContext): Detection {
  const { values } = item;
  if (item.field === null || !setup.fields.includes(item.field)) return item;
  if (!values.every((value): value is StringValue => value.kind === "String")) return item;
  const byField = new Map<string, StringValue[]>();
  for (const value of values) {
    const hash = readHash(plainText(value), setup);
    if (hash === undefined) {
      context.warn(
        "pipeline-dropped",
        `leaves out a value of ${describeItem(item)}: it has none of the algorithms ` +
          setup.algorithms.join(", "),
        value.span,
      );
      continue;
    }
    const field = setup.fieldName(hash.algorithm);
    const digest = { ...stringValue(hash.digest, value.span), cased: value.cased };
    const found = byField.get(field);
    if (found === undefined) byField.set(field, [digest]);
    else found.push(digest);
  }
  if (byField.size === 0) {
    context.fail(
      `finds none of the algorithms ${setup.algorithms.join(", ")} in ${describeItem(item)}`,
      item.span,
    );
  }
  const parts = [...byField].map(([field, digests]): DetectionItem => ({
    ...item,
    field: field === "keyword" ? null : field,
    values: digests,
  }));
  return joinDivided(item, item.linking === "and" ? "All" : "Any", parts);
}

/** Reads `ALGORITHM=digest`, `ALGORITHM|digest` or a digest alone. */
function readHash(
  text: string,
  { algorithms }: Setup,
): { readonly algorithm: string; readonly digest: string } | undefined {
  const parts = text.split(text.includes("|") ? "|" : "=");
  const written = parts.length === 2 ? parts[1] : parts[0];
  const bare = written.replace(/^[*?]+|[*?]+$/g, "");
  const algorithm = parts.length === 2
    ? parts[0].replace(/^\*+/, "").toUpperCase()
    : ALGORITHMS.get(bare.length) ?? "";
  if (!algorithms.includes(algorithm)) return undefined;
  const length = LENGTHS.get(algorithm);
  const isPrefix = written.endsWith("*") && length !== undefined && bare.length < length;
  return { algorithm, digest: isPrefix ? `${bare}*` : bare };
}
