/** @module `extract_fields`: the groups of a regular expression become fields. */

import type { AllDetection, Detection, DetectionItem } from "../../sigma/ast.ts";
import { stringValue } from "../../sigma/sigma_string.ts";
import type { SigmaValue, StringValue } from "../../sigma/value.ts";
import type { ApplyContext } from "../apply_context.ts";
import { joinDivided } from "../../sigma/divide_item.ts";
import type { CompiledRegex } from "../python_regex/compiled_regex.ts";
import { plainText } from "../sigma_text.ts";
import { changeItems, describeItem } from "../visit.ts";
import type { TransformationType } from "./transformation.ts";

interface Setup {
  readonly regex: CompiledRegex;
  readonly prefix: string;
  readonly keep: boolean;
}

/** The transformation `extract_fields`. */
export const extractFields: TransformationType = {
  name: "extract_fields",
  summary: "Divides values by the named groups of a regular expression into fields",
  parse(reader) {
    const regex = reader.requiredRegex("regex");
    const prefix = reader.text("field_prefix");
    const keep = reader.flag("preserve_unmatched", false);
    if (regex === undefined) return undefined;
    if (regex.groupNumbers.size === 0) {
      return reader.fault("the regular expression has no named group", reader.node("regex")?.span);
    }
    const setup: Setup = { regex, prefix: prefix ? `${prefix}.` : "", keep };
    return {
      applyToRule: (rule, context) =>
        changeItems(rule, context, (item) => extract(item, setup, context)),
    };
  },
};

function extract(item: DetectionItem, setup: Setup, context: ApplyContext): Detection {
  const { values } = item;
  if (!values.every((value): value is StringValue => value.kind === "String")) return item;
  const parts: Detection[] = [];
  const lost: StringValue[] = [];
  for (const value of values) {
    const found = fieldsOf(item, value, setup);
    if (found !== undefined) parts.push(found);
    else if (setup.keep) parts.push({ ...item, values: [value] });
    else lost.push(value);
  }
  if (parts.length === 0 || (lost.length === 0 && parts.every(isKept))) return item;
  for (const { span } of lost) {
    context.warn(
      "pipeline-dropped",
      `leaves out a value of ${describeItem(item)} that its regular expression does not match`,
      span,
      'Set "preserve_unmatched" to keep it',
    );
  }
  return joinDivided(item, item.linking === "and" ? "All" : "Any", parts);
}

function isKept(part: Detection): boolean {
  return part.kind === "Item";
}

/** The fields of one value, all of which must match; those of a negated item must not. */
function fieldsOf(item: DetectionItem, value: StringValue, setup: Setup): Detection | undefined {
  const { match, groupNumbers } = setup.regex;
  match.lastIndex = 0;
  const found = match.exec(plainText(value));
  if (found === null) return undefined;
  const items: DetectionItem[] = [];
  for (const [name, group] of groupNumbers) {
    const text = found[group];
    if (text === undefined || text === "") continue;
    const values = [toValue(text, value)];
    items.push({ ...item, field: setup.prefix + name, values, linking: "or" });
  }
  if (items.length === 0) return undefined;
  const kind: AllDetection["kind"] | "Any" = item.negated ? "Any" : "All";
  return { kind, items, span: item.span };
}

/** Types a captured text: null, a number without leading zeros, or a text. */
function toValue(text: string, { span, cased }: StringValue): SigmaValue {
  if (text.toLowerCase() === "null" || text.toLowerCase() === "none") return { kind: "Null", span };
  const isNumber = /^[-+]?\d+$|^[-+]?(?:\d+\.\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text);
  if (!isNumber || (text !== "0" && text.startsWith("0"))) {
    return { ...stringValue(text, span), cased };
  }
  const integer = /^[-+]?\d+$/.test(text);
  return {
    kind: "Number",
    text: integer ? String(BigInt(text.replace("+", ""))) : String(Number(text)),
    span,
  };
}
