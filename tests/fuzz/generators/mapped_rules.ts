/** Random rules for the log sources of the mapping table that ships. */

import fc from "fast-check";
import { builtinMapping, DEFAULT_MAPPING } from "../../../lib/mappings/builtin.ts";
import { type EntrySlot, prepareMapping } from "../../../lib/mappings/prepare.ts";
import { fieldItems, type RuleItem } from "./items.ts";
import { type RandomRule, rulesOf } from "./rules.ts";

const { slots } = prepareMapping(builtinMapping(DEFAULT_MAPPING)!);

const DIGESTS: readonly string[] = [
  "MD5=0123456789abcdef0123456789abcdef",
  "SHA1=0123456789abcdef0123456789abcdef01234567",
  "IMPHASH=0123456789ABCDEF0123456789ABCDEF",
  "sha256=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
];

interface KnownValues {
  readonly field: string;
  readonly texts: readonly string[];
}

/** What fields with words of their own are asked for. */
function knownValues({ prepared }: EntrySlot): KnownValues[] {
  return [...prepared().fields].flatMap(([field, mapping]): KnownValues[] => {
    if (mapping.kind === "Hashes") return [{ field, texts: DIGESTS }];
    if (mapping.kind !== "Keys" || mapping.values === undefined) return [];
    const { spelled } = mapping.values;
    return spelled.length === 0 ? [] : [{ field, texts: spelled }];
  });
}

function knownItem({ field, texts }: KnownValues): fc.Arbitrary<RuleItem> {
  const value = fc.constantFrom(...texts).map((text) => ({ yaml: JSON.stringify(text), text }));
  return fc.record({
    field: fc.constant(field),
    modifiers: fc.constantFrom("", "", "|contains", "|startswith", "|neq", "|cased", "|all"),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
  });
}

function rulesFor(slot: EntrySlot): fc.Arbitrary<RandomRule>[] {
  const [logsource] = slot.entry.logsources ?? [];
  const fields = [...slot.prepared().fields.keys()];
  if (!slot.active || logsource === undefined || fields.length === 0) return [];
  const attributes = Object.entries(logsource).filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const items = fieldItems(fc.constantFrom(...fields));
  const known = knownValues(slot).map(knownItem);
  const item = known.length === 0 ? items : fc.oneof(items, items, fc.oneof(...known));
  return [rulesOf(item, `{ ${attributes.join(", ")} }`)];
}

/** A rule for one of the log sources, over the fields that its entry names. */
export const mappedRule: fc.Arbitrary<RandomRule> = fc.oneof(
  ...[...slots.values()].flatMap(rulesFor),
);
