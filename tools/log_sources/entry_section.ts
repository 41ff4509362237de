/** One entry of the table, in Markdown. */

import { describeCondition } from "../../lib/mappings/fixed_conditions.ts";
import { twinEvidence } from "../../lib/mappings/evidence.ts";
import { INSIGHTIDR } from "../../lib/mappings/insightidr/index.ts";
import type { Loss, MappingEntry, TwinEventType } from "../../lib/mappings/table.ts";
import { inBrackets } from "./evidence_text.ts";
import { fieldTables } from "./field_tables.ts";
import { code, link, plain } from "./markdown.ts";

/** The heading of an entry. */
export function entryHeading(id: string): string {
  return `Entry ${code(id)}`;
}

/** The heading of a field set. */
export function setHeading(id: string): string {
  return `Fields ${code(id)}`;
}

/** Tells how events arrive. */
export const ARRIVALS = {
  default: "by themselves",
  optional: "with a module, a licence or a setting",
  raw: "only when the site ships the log",
} as const;

/** The values of choices under which an entry is active, as options; empty when it always is. */
export function activeUnder({ when }: MappingEntry): readonly string[] {
  return Object.entries(when ?? {}).map(([choice, values]) =>
    values.map((value) => code(choiceOption(choice, value))).join(" or ")
  );
}

/** A value of a choice, as an option of the command line. */
export function choiceOption(choice: string, value: string): string {
  return `--${choice.replaceAll("_", "-")} ${value.replaceAll("_", "-")}`;
}

/** What a loss costs, as an item of a list; none without one. */
export function lossItems(loss: Loss | null | undefined): string[] {
  return loss ? [`not exact, ${loss.effect}: ${plain(loss.reason)}`] : [];
}

/** The loss of an entry: its own, or that of the last of its field sets that has one. */
function lossOf({ use, loss }: MappingEntry): Loss | null | undefined {
  const ofSets = (use ?? []).map((set) => INSIGHTIDR.fieldSets?.[set]?.loss);
  return [...ofSets, loss].findLast((one) => one !== undefined);
}

function twinText(name: string, twin: TwinEventType | null): string {
  if (twin === null) return `no event type ${code(name)}`;
  const only = typeof twin !== "string" && "only" in twin ? Object.entries(twin.only) : [];
  const some = only.map(([field, values]) =>
    `, of events with ${code(field)} ${values.join(", ")}`
  );
  return `event type ${code(name)}${inBrackets(twinEvidence(twin))}, too${some.join("")}: in a ` +
    "detection definition of its own";
}

/** Writes an entry. */
export function entrySection(id: string, entry: MappingEntry): string[] {
  const { description, eventType, twinEventTypes, logSet, evidence, collection } = entry;
  const under = activeUnder(entry);
  const only = Object.entries(entry.only ?? {}).map(([field, values]) =>
    `${code(field)} ${values.join(", ")}`
  );
  const conditions = (entry.conditions ?? []).map((condition) =>
    code(describeCondition(condition)) + inBrackets(condition.evidence)
  );
  const { otherwise, use } = entry;
  const items = [
    eventType
      ? `event type ${code(eventType)}${inBrackets(evidence)}`
      : "event type not known, so there are no detection definitions",
    ...Object.entries(twinEventTypes ?? {}).map(([name, twin]) => twinText(name, twin)),
    logSet ? `log set ${plain(logSet)}` : "log set not known",
    ...(collection ? [`events arrive ${ARRIVALS[collection]}`] : []),
    ...under.map((options) => `active under ${options}`),
    ...only.map((values) => `only for rules that ask for ${values}`),
    ...conditions.map((condition) => `adds ${condition}`),
    ...lossItems(lossOf(entry)),
    ...(use ?? []).map((set) => `uses ${link(code(set), setHeading(set))}`),
    ...(otherwise ? [`otherwise ${link(code(otherwise), entryHeading(otherwise))}`] : []),
  ];
  return [
    `### ${entryHeading(id)}`,
    "",
    ...(description === undefined ? [] : [plain(description), ""]),
    ...items.map((item) => `- ${item}`),
    ...fieldTables(entry),
    "",
  ];
}
