/**
 * The shape of a mapping table, as it stands in a file.
 *
 * A table is plain JSON and crosses to a worker as it is. Every member but
 * the name may be left out: such a table is merged over another one.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostic.ts";

/** How well a key or an event type is known. */
export type EvidenceGrade = "documented" | "seen" | "inferred";

/** Evidence with all its parts. */
export interface EvidenceDetail {
  /**
   * `documented`: a text of the vendor says so. `seen`: in a real event, or in
   * a query of the vendor or of a user. `inferred`: by analogy.
   */
  readonly grade: EvidenceGrade;
  /** An id of {@link MappingTable.sources}. */
  readonly source: string;
  /** What to know about it. */
  readonly note?: string;
}

/** Evidence; the short form is `"grade: source"`. */
export type Evidence = string | EvidenceDetail;

/** What evidence refers to. */
export interface MappingSource {
  /** What the source is, in words. */
  readonly title: string;
  /** Where a reader finds it. */
  readonly url: string;
}

/** Attributes that a rule's log source must have. Absent: any value; `null`: none. */
export interface LogSourcePattern {
  /** The category. */
  readonly category?: string | null;
  /** The product. */
  readonly product?: string | null;
  /** The service. */
  readonly service?: string | null;
}

/** What a rule's value is in the events: a word, one of several, or a part of the stored text. */
export type ValueTarget = string | readonly string[] | PartTarget;

/** The stored text begins with, contains or ends with a word; one member alone. */
export interface PartTarget {
  /** The stored text begins with this. */
  readonly startswith?: string;
  /** The stored text contains this. */
  readonly contains?: string;
  /** The stored text ends with this. */
  readonly endswith?: string;
}

/** How the values of a field differ from those that rules name. */
export interface ValueRules {
  /** Rule value, compared without letter case -> what the events have. */
  readonly values?: Readonly<Record<string, ValueTarget>>;
  /** What becomes of a value that `values` does not name. @default {"error"} */
  readonly otherValues?: "error" | "keep";
  /** Values of `values` that mean one thing: that they have one word in the events is no loss. */
  readonly synonyms?: readonly (readonly string[])[];
  /** What the events write where the field has no value: a test for `null` finds it, too. */
  readonly noValue?: string;
  /** How well the words of `values` are known, when not as well as the key. */
  readonly valuesEvidence?: Evidence;
  /** The events have one letter case; it matters for `cased` and `re` alone. */
  readonly case?: "lower" | "upper";
  /** Beginning of a rule's value, compared without letter case -> what the events have there. */
  readonly prefixes?: Readonly<Record<string, string>>;
  /** Text of a rule's value, wherever it stands, in any letter case -> what the events have there. */
  readonly replace?: Readonly<Record<string, string>>;
  /**
   * The events have other text in front of a value (`endswith`) or behind it (`startswith`). A
   * warning says that the query finds values that end, or begin, so, too.
   */
  readonly whole?: "startswith" | "endswith";
  /** Texts that the events have behind some values: a value is searched without and with them. */
  readonly endings?: readonly string[];
}

/** Events that a query finds beside those of a rule, or misses. */
export interface Loss {
  /** `broader`: it finds others, too. `narrower`: it misses some. `mixed`: both, or not known. */
  readonly effect: "broader" | "narrower" | "mixed";
  /** A sentence for people, without a full stop. */
  readonly reason: string;
}

/** How a field lies under its keys. */
export interface KeyFacts {
  /**
   * What a test of the field loses, its own negation left aside. `reason` goes on behind
   * `The test of "FIELD" is not exact:`.
   */
  readonly loss?: Loss;
  /** Another field that is the same property under another name. */
  readonly sameAs?: string;
}

/** One key, with evidence. */
export interface KeyMapping extends ValueRules, KeyFacts {
  /** The LEQL key. */
  readonly key: string;
  /** How well it is known. */
  readonly evidence?: Evidence;
}

/** Several keys joined by OR, with evidence. */
export interface KeysMapping extends ValueRules, KeyFacts {
  /** The LEQL keys. */
  readonly keys: readonly string[];
  /** How well they are known. */
  readonly evidence?: Evidence;
}

/** A field whose values name algorithm and digest (`MD5=0cc1…`). */
export interface HashesMapping {
  /** The special case. */
  readonly split: "hashes";
  /** The LEQL key of each algorithm: `MD5`, `SHA1`, `SHA256`, `IMPHASH`. */
  readonly keys: Readonly<Record<string, string | KeyMapping>>;
  /** How well the keys without evidence of their own are known. */
  readonly evidence?: Evidence;
}

/** A field without a key of its own: its value stands somewhere in a longer text. */
export interface WithinMapping {
  /** The LEQL key that has the text, or `line` for the raw log line. */
  readonly within: string;
  /**
   * Texts that stand in many events. A value that is a part of one, compared without letter case,
   * cannot be searched in place of a test of the whole value or of its end.
   */
  readonly common?: readonly string[];
  /** How well that is known. */
  readonly evidence?: Evidence;
}

/** What stands for one Sigma field. */
export type FieldMapping =
  | string
  | readonly string[]
  | KeyMapping
  | KeysMapping
  | HashesMapping
  | WithinMapping;

/** The keys of all fields that a table does not name. */
export interface OtherFields {
  /**
   * The key, with the field's name in it: `{name}` as written, `{lower}`, `{lowerCamel}`
   * (`TargetUserName` becomes `targetUserName`) or `{snake}` (`target_user_name`).
   */
  readonly pattern: string;
  /** How well the keys are known. */
  readonly evidence?: Evidence;
}

/** How a fixed condition compares; never case-sensitive. */
export type ConditionMatch = "equals" | "startswith" | "contains" | "endswith";

/** A scalar of a table. */
export type TableValue = string | number | boolean;

/** A condition that every query of an entry has; it names a field or a key, a value or several. */
export interface FixedCondition {
  /** A Sigma field, which is mapped as those of the rule. */
  readonly field?: string;
  /** A LEQL key. */
  readonly key?: string;
  /** The value. */
  readonly value?: TableValue;
  /** Several values: one of them. */
  readonly values?: readonly TableValue[];
  /** How they are compared. @default {"equals"} */
  readonly match?: ConditionMatch;
  /** How well key and value are known. */
  readonly evidence?: Evidence;
}

/** Fields that several entries use, and what they lose. */
export interface FieldSetFields {
  /** Sigma field name -> LEQL key; `null` removes the field of an earlier table. */
  readonly fields?: Readonly<Record<string, FieldMapping | null>>;
  /** Sigma field name -> reason why there is no key; `null` takes it back. */
  readonly unsupportedFields?: Readonly<Record<string, string | null>>;
  /** The keys of all other fields. */
  readonly otherFields?: OtherFields | null;
  /** In what an entry cannot do justice to every rule, whatever it says; `null` takes it back. */
  readonly loss?: Loss | null;
}

/** A named set of fields: at once, or one for each value of a choice. */
export interface FieldSet extends FieldSetFields {
  /** What the set is for. */
  readonly description?: string;
  /** The choice that selects one of the alternatives. */
  readonly choice?: string;
  /** The fields by value of the choice. */
  readonly alternatives?: Readonly<Record<string, FieldSetFields | null>>;
}

/** What a site must choose, since tables cannot know it. */
export interface Choice {
  /** What is chosen. */
  readonly description: string;
  /** The value that counts when none is given. */
  readonly default: string;
  /** What each value means. */
  readonly values: Readonly<Record<string, string>>;
}

/** Values of choices, by name of the choice. */
export type Choices = Readonly<Record<string, string>>;

/** A further event type of an entry: how well it is known, and for which events it counts. */
export type TwinEventType = Evidence | {
  /** How well it is known. */
  readonly evidence: Evidence;
  /** Only events with one of these values have it: a rule that cannot match them needs it not. */
  readonly only: Readonly<Record<string, readonly TableValue[]>>;
};

/** How the rules of some log sources are converted. */
export interface MappingEntry extends FieldSetFields {
  /** What the entry is for. */
  readonly description?: string;
  /** The log sources that it serves. */
  readonly logsources?: readonly LogSourcePattern[];
  /** The values of choices under which the entry is active. Absent: always. */
  readonly when?: Readonly<Record<string, readonly string[]>> | null;
  /** Field sets; what a later one says wins, and what the entry says wins over all. */
  readonly use?: readonly string[] | null;
  /** Name of the event type in a detection definition. */
  readonly eventType?: string | null;
  /**
   * More event types that the events get, each with its evidence, where nothing in a rule tells
   * which: a detection definition is written for each.
   */
  readonly twinEventTypes?: Readonly<Record<string, TwinEventType | null>> | null;
  /** Name of the log set to select in Log Search. */
  readonly logSet?: string | null;
  /** How well the event type is known. */
  readonly evidence?: Evidence;
  /**
   * How the events arrive. `default`: by themselves. `optional`: with a module, a licence or a
   * setting. `raw`: only when the site ships the log. For people; no query depends on it.
   */
  readonly collection?: "default" | "optional" | "raw" | null;
  /** Conditions that are joined by AND to what a rule says. */
  readonly conditions?: readonly FixedCondition[] | null;
  /** The entry serves a rule only when it can match no event with another value of this field. */
  readonly only?: Readonly<Record<string, readonly TableValue[]>> | null;
  /** The entry that is tried when this one cannot carry the rule. */
  readonly otherwise?: string | null;
}

/** A mapping table. */
export interface MappingTable {
  /** Where the JSON Schema lies, for editors. */
  readonly $schema?: string;
  /** Name, as messages show it. */
  readonly name: string;
  /** What the table is for. */
  readonly description?: string;
  /** Key that names the event type in a detection definition. @default {"event_type"} */
  readonly eventTypeKey?: "event_type" | "entry_type";
  /** What happens to a field that the entry does not name. @default {"error"} */
  readonly unmappedFields?: "error" | "keep";
  /**
   * How the variants that the modifiers `windash` and `base64offset` make of a value are written:
   * as one list operator, or as single comparisons joined by OR. @default {"list"}
   */
  readonly variants?: "list" | "or";
  /** What a site must choose, by name; `null` removes the choice of an earlier table. */
  readonly choices?: Readonly<Record<string, Choice | null>>;
  /** What the evidence refers to, by id. */
  readonly sources?: Readonly<Record<string, MappingSource>>;
  /** Field sets that entries use, by id; `null` removes the set of an earlier table. */
  readonly fieldSets?: Readonly<Record<string, FieldSet | null>>;
  /** The entries by id; `null` removes the entry of an earlier table. */
  readonly entries?: Readonly<Record<string, MappingEntry | null>>;
}

/** Outcome of reading or merging tables. */
export interface MappingResult {
  /** The table; absent when a diagnostic is fatal. */
  readonly table?: MappingTable;
  /** Faults and warnings, with line and column where a text was read. */
  readonly diagnostics: readonly Diagnostic[];
}
