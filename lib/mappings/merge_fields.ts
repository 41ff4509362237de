/**
 * Merging what tables say about fields.
 *
 * @module
 */

import type { FieldSet, FieldSetFields } from "./table.ts";

type Members<T> = Readonly<Record<string, T | null>> | undefined;

/**
 * Merges fields, reasons, other fields and losses; what the second says wins, member by member.
 *
 * @param base The weaker one
 * @param over The stronger one
 * @param keepNull Whether a removed field stays as `null`: it then also takes back what field
 * sets say
 */
export function mergeFields(
  base: FieldSetFields,
  over: FieldSetFields,
  keepNull: boolean,
): FieldSetFields {
  const merged: Record<string, unknown> = {};
  const fields = mergeMembers(
    base.fields,
    over.fields,
    over.unsupportedFields,
    keepNull,
  );
  const reasons = mergeMembers(
    base.unsupportedFields,
    over.unsupportedFields,
    over.fields,
    keepNull,
  );
  if (fields !== undefined) merged.fields = fields;
  if (reasons !== undefined) merged.unsupportedFields = reasons;
  const others = over.otherFields === undefined ? base.otherFields : over.otherFields;
  if (others !== undefined && (others !== null || keepNull)) merged.otherFields = others;
  const loss = over.loss === undefined ? base.loss : over.loss;
  if (loss !== undefined && (loss !== null || keepNull)) merged.loss = loss;
  return merged;
}

/** Merges field sets, alternative by alternative. */
export function mergeFieldSets(base: FieldSet, over: FieldSet): FieldSet {
  const { description = base.description, choice = base.choice } = over;
  const alternatives: Record<string, FieldSetFields> = {};
  for (const [value, fields] of Object.entries({ ...base.alternatives, ...over.alternatives })) {
    if (fields === null) continue;
    const earlier = base.alternatives?.[value];
    const own = over.alternatives?.[value];
    alternatives[value] = earlier && own ? mergeFields(earlier, own, true) : fields;
  }
  return {
    ...(description === undefined ? {} : { description }),
    ...(choice === undefined ? {} : { choice }),
    ...(Object.keys(alternatives).length === 0 ? {} : { alternatives }),
    ...mergeFields(base, over, true),
  };
}

/** `base` with the members of `over`, less those that are `null` or that `elsewhere` claims. */
function mergeMembers<T>(
  base: Members<T>,
  over: Members<T>,
  elsewhere: Members<unknown>,
  keepNull: boolean,
): Record<string, T> | undefined {
  if (base === undefined && over === undefined) return undefined;
  const claimed = new Set(
    Object.keys(elsewhere ?? {}).filter((name) => elsewhere?.[name] !== null),
  );
  const pairs = Object.entries({ ...base, ...over }).filter(([name, value]) =>
    (value !== null || keepNull) &&
    (!claimed.has(name) || (over !== undefined && Object.hasOwn(over, name)))
  );
  return Object.fromEntries(pairs) as Record<string, T>;
}
