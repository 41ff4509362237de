/** @module `replace_string`: parts of values that match a regular expression are replaced. */

import type { DetectionItem } from "../../sigma/ast.ts";
import { decodeString, withParts } from "../../sigma/sigma_string.ts";
import type { NumberValue, StringPart, StringValue } from "../../sigma/value.ts";
import type { ApplyContext } from "../apply_context.ts";
import type { ParameterReader } from "../parameter_reader.ts";
import { type CompiledRegex, findAll } from "../python_regex/compiled_regex.ts";
import { parseReplacement, type ReplacementPart, substitute } from "../python_replacement.ts";
import { plainParts, plainSlice, plainText, withPlaceholders } from "../sigma_text.ts";
import { changeValues } from "../visit.ts";
import { warnOfWildcards } from "../wildcard_warning.ts";
import type { TransformationType } from "./transformation.ts";

interface Setup {
  readonly regex: CompiledRegex;
  readonly replacement: readonly ReplacementPart[];
  readonly skipSpecial: boolean;
  readonly interpretSpecial: boolean;
}

/** Reads the replacement for an expression; `undefined` when a fault was reported. */
export function readReplacement(
  reader: ParameterReader,
  regex: CompiledRegex | undefined,
): readonly ReplacementPart[] | undefined {
  const text = reader.requiredText("replacement");
  if (text === undefined || regex === undefined) return undefined;
  const parsed = parseReplacement(text, regex);
  if (!("fault" in parsed)) return parsed;
  const { span } = reader.node("replacement")!;
  return reader.fault(`cannot read the replacement "${text}": ${parsed.fault}`, span);
}

/** The transformation `replace_string`. */
export const replaceString: TransformationType = {
  name: "replace_string",
  summary: "Replaces what a regular expression matches in string values and numbers",
  parse(reader) {
    const regex = reader.requiredRegex("regex");
    const replacement = readReplacement(reader, regex);
    const skipSpecial = reader.flag("skip_special", false);
    const interpretSpecial = reader.flag("interpret_special", false);
    if (regex === undefined || replacement === undefined) return undefined;
    const setup: Setup = { regex, replacement, skipSpecial, interpretSpecial };
    return {
      applyToRule: (rule, context) =>
        changeValues(rule, context, (value, item) => {
          if (value.kind === "Number") return replaceNumber(value, setup);
          return value.kind === "String" ? replace(value, item, setup, context) : value;
        }),
    };
  },
};

/** A number stays one as long as nothing in it is replaced. */
function replaceNumber(
  value: NumberValue,
  { regex, replacement }: Setup,
): NumberValue | StringValue {
  const text = substitute(value.text, regex, replacement);
  if (text === value.text) return value;
  return { kind: "String", parts: plainParts(text), cased: false, span: value.span };
}

function replace(
  value: StringValue,
  item: DetectionItem,
  setup: Setup,
  context: ApplyContext,
): StringValue {
  const parts = setup.skipSpecial ? replaceTexts(value, setup) : replaceMatches(value, setup);
  if (parts === undefined) return value;
  const changed = withParts(value, parts);
  warnOfWildcards(value, changed, item, context);
  return changed;
}

/** Replaces in the literal parts alone. */
function replaceTexts(value: StringValue, setup: Setup): readonly StringPart[] | undefined {
  let changed = false;
  const parts = value.parts.flatMap((part): readonly StringPart[] | StringPart => {
    if (part.kind !== "Text") return part;
    const text = substitute(part.text, setup.regex, setup.replacement);
    if (text === part.text) return part;
    changed = true;
    return setup.interpretSpecial ? decodeString(text) : { kind: "Text", text };
  });
  return changed ? parts : undefined;
}

/**
 * Replaces in the flat text. What is not replaced keeps its parts, and so do
 * the groups that a replacement repeats; only the replacement's own text is
 * read for wildcards.
 */
function replaceMatches(value: StringValue, setup: Setup): readonly StringPart[] | undefined {
  const text = plainText(value);
  const parts: StringPart[] = [];
  let end = 0;
  let found = false;
  for (const match of findAll(setup.regex, text)) {
    found = true;
    parts.push(...plainSlice(value, end, match.index));
    for (const part of setup.replacement) {
      if (typeof part === "string") {
        parts.push(...plainParts(part));
        continue;
      }
      const range = match.indices?.[part];
      if (range !== undefined) parts.push(...plainSlice(value, range[0], range[1]));
    }
    end = match.index + match[0].length;
  }
  if (!found) return undefined;
  parts.push(...plainSlice(value, end, text.length));
  const hasPlaceholder = value.parts.some(({ kind }) => kind === "Placeholder");
  return hasPlaceholder ? withPlaceholders(value, parts) : parts;
}
