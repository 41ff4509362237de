/**
 * A rule gets the keys of the target.
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal } from "../diagnostic.ts";
import type { Detection, LogSource, Rule, SearchIdentifier } from "../sigma/ast.ts";
import { type MapContext, mapItem } from "./map_item.ts";
import type { Mapping, PreparedEntry, Target } from "./prepare.ts";
import { reachableIdentifiers } from "./reachable.ts";
import { selectEntry } from "./select.ts";

export { prepareMapping } from "./prepare.ts";
export type { Mapping, Target } from "./prepare.ts";

/** Outcome of mapping one rule. */
export interface MappedRule {
  /** A new rule, with LEQL keys as fields; absent when a diagnostic is fatal. */
  readonly rule?: Rule;
  /** Where its queries go; absent when no entry serves the log source. */
  readonly target?: Target;
  /** All faults of the rule, in its order. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Maps the fields of a rule.
 *
 * A search identifier that no condition reaches says nothing about what the
 * rule finds: when it has a fault, it is left out and the fault with it.
 *
 * @param rule The rule, which stays as it is
 * @param mapping A prepared table
 * @returns A new rule and its target, or every fault: `unmapped-logsource`,
 * `unmapped-field`, `unsupported-field`, `unsupported-hash`,
 * `unsupported-fieldref`
 */
export function applyMapping(rule: Rule, mapping: Mapping): MappedRule {
  const entry = selectEntry(rule.logsource, mapping);
  if (entry === undefined) return { diagnostics: [unmappedLogSource(rule, mapping)] };
  const diagnostics: Diagnostic[] = [];
  const context: MapContext = { mapping, entry, diagnostics };
  let reached: ReadonlySet<string> | undefined;
  const identifiers: SearchIdentifier[] = [];
  for (const { name, detection, span } of rule.identifiers) {
    const faults = diagnostics.length;
    const mapped = mapDetection(detection, context);
    if (diagnostics.length > faults) {
      reached ??= reachableIdentifiers(rule);
      if (!reached.has(name)) {
        diagnostics.length = faults;
        continue;
      }
    }
    identifiers.push({ name, detection: mapped, span });
  }
  if (diagnostics.some(isFatal)) return { target: entry.target, diagnostics };
  return {
    rule: { ...rule, identifiers, fields: mapNames(rule.fields, entry) },
    target: entry.target,
    diagnostics,
  };
}

function mapDetection(detection: Detection, context: MapContext): Detection {
  if (detection.kind === "Item") return mapItem(detection, context);
  const { kind, span } = detection;
  return { kind, items: detection.items.map((item) => mapDetection(item, context)), span };
}

/** The names of a rule's `fields` list; one without a key stays as it is. */
function mapNames(names: readonly string[], entry: PreparedEntry): readonly string[] {
  if (names.length === 0) return names;
  const mapped = new Set<string>();
  for (const name of names) {
    const keys = entry.fields.get(name)?.keys;
    if (keys === undefined) mapped.add(name);
    else for (const key of keys.values()) mapped.add(key);
  }
  return [...mapped];
}

function unmappedLogSource(rule: Rule, mapping: Mapping): Diagnostic {
  return diagnostic(
    "unsupported",
    "unmapped-logsource",
    `No entry of the mapping table "${mapping.name}" serves ${describe(rule.logsource)}`,
    rule.logsourceSpan,
    "Add an entry with this log source in a mapping table of your own",
  );
}

function describe(logsource: LogSource): string {
  const names = ["category", "product", "service"] as const;
  return names.filter((name) => logsource[name] !== undefined)
    .map((name) => `${name} "${logsource[name]}"`).join(", ");
}
