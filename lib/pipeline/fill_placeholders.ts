/**
 * Placeholders of a rule filled by variables, with or without a pipeline.
 *
 * @module
 */

import { type Diagnostic, diagnostic } from "../diagnostic.ts";
import type { Detection, DetectionItem, Rule } from "../sigma/ast.ts";
import { decodeString } from "../sigma/sigma_string.ts";
import type { SigmaValue, StringPart } from "../sigma/value.ts";
import { type PipelineValue, pythonText, type Vars } from "./pipeline_value.ts";
import { fillValue, MAX_FILLED_VALUES } from "./placeholders.ts";

/**
 * Reads the values of a variable. They are Sigma texts, so `*` and `?` in them
 * are wildcards.
 *
 * @returns The parts of each value; `undefined` when there is no value, or one that is neither a
 * text nor a number
 */
export function variableParts(
  value: PipelineValue,
): readonly (readonly StringPart[])[] | undefined {
  const values = Array.isArray(value) ? value : [value];
  const texts = values.map((item) => item === null ? undefined : pythonText(item));
  if (texts.length === 0 || texts.includes(undefined)) return undefined;
  return (texts as string[]).map(decodeString);
}

/** A rule with its placeholders filled. */
export interface FilledRule {
  /** A new rule, or the same one; absent when a diagnostic is fatal. */
  readonly rule?: Rule;
  /** With places in the rule's source. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Fills the placeholders of a rule that a variable exists for. Others stay.
 *
 * Several values of a variable are joined as the item's own list is.
 *
 * @param rule The rule, which stays as it is
 * @param vars Values by name of the placeholder
 * @returns The rule, or a diagnostic `unresolved-placeholder` for each placeholder whose variable
 * cannot be used
 *
 * @example A list of names
 * ```ts
 * import { fillPlaceholders } from "./fill_placeholders.ts";
 * import { parseRule } from "../sigma/parse_rule.ts";
 * import { parseYaml } from "../yaml/parse.ts";
 * import assert from "node:assert/strict";
 *
 * const [{ root }] = parseYaml(`
 * title: Admins
 * logsource: { product: windows }
 * detection:
 *   selection: { User|expand: '%admins%' }
 *   condition: selection
 * `);
 * assert.ok(root?.kind === "Mapping");
 * const { rule } = fillPlaceholders(parseRule(root).rule, { admins: ["alice", "bob"] });
 * const detection = rule!.identifiers[0].detection;
 * assert.ok(detection.kind === "All" && detection.items[0].kind === "Item");
 * assert.equal(detection.items[0].values.length, 2);
 * ```
 */
export function fillPlaceholders(rule: Rule, vars: Vars): FilledRule {
  const filler = new Filler(vars);
  let changed = false;
  const identifiers = rule.identifiers.map((identifier) => {
    const detection = filler.detection(identifier.detection);
    if (detection === identifier.detection) return identifier;
    changed = true;
    return { ...identifier, detection };
  });
  const { diagnostics } = filler;
  if (diagnostics.length > 0) return { diagnostics };
  return { rule: changed ? { ...rule, identifiers } : rule, diagnostics };
}

class Filler {
  readonly diagnostics: Diagnostic[] = [];
  readonly #vars: Vars;

  constructor(vars: Vars) {
    this.#vars = vars;
  }

  detection(detection: Detection): Detection {
    if (detection.kind === "Item") return this.#item(detection);
    const items = detection.items.map((item) => this.detection(item));
    const same = items.every((item, index) => item === detection.items[index]);
    return same ? detection : { ...detection, items };
  }

  #item(item: DetectionItem): DetectionItem {
    const values = this.#values(item.values);
    return values === item.values ? item : { ...item, values };
  }

  #values(values: readonly SigmaValue[]): readonly SigmaValue[] {
    let changed = false;
    const filled = values.flatMap((value): SigmaValue | readonly SigmaValue[] => {
      const result = this.#value(value);
      if (result !== value) changed = true;
      return result;
    });
    return changed ? filled : values;
  }

  #value(value: SigmaValue): SigmaValue | readonly SigmaValue[] {
    if (value.kind === "Variants") {
      const values = this.#values(value.values);
      return values === value.values ? value : { ...value, values };
    }
    if (value.kind !== "String") return value;
    const filled = fillValue(value, (name) => this.#find(name, value));
    if (filled !== undefined) return filled;
    this.#fault(`The placeholders of a value give more than ${MAX_FILLED_VALUES} values`, value);
    return value;
  }

  #find(name: string, value: SigmaValue): readonly (readonly StringPart[])[] | undefined {
    if (!Object.hasOwn(this.#vars, name)) return undefined;
    const found = variableParts(this.#vars[name]);
    if (found === undefined) {
      this.#fault(`The variable "${name}" is not a text, a number or a list of them`, value);
    }
    return found;
  }

  #fault(message: string, { span }: SigmaValue): void {
    this.diagnostics.push(diagnostic("unsupported", "unresolved-placeholder", message, span));
  }
}
