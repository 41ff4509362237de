/**
 * What a value modifier is.
 *
 * @module
 */

import type { DiagnosticCode } from "../../diagnostic.ts";
import type { Span } from "../../source.ts";
import type { SigmaValue } from "../value.ts";

/** Why a modifier cannot be applied to a value. */
export interface Refusal {
  readonly kind: "Refusal";
  /** Completes `Cannot apply modifier "x": …`. */
  readonly reason: string;
  readonly hint?: string;
  /** `invalid-modifier` when left out. */
  readonly code?: DiagnosticCode;
  /** Where, if not at the value. */
  readonly span?: Span;
  /** True when Sigma allows it, and it is more than this program does. */
  readonly isLimit?: boolean;
}

/** Makes a refusal. */
export function refuse(reason: string, hint?: string, code?: DiagnosticCode): Refusal {
  return { kind: "Refusal", reason, hint, code };
}

/** Makes a refusal of what Sigma allows, and what would come to a query beyond all bounds. */
export function refuseSize(reason: string, hint: string): Refusal {
  return { kind: "Refusal", reason, hint, code: "query-too-large", isLimit: true };
}

/** What a modifier may look at beside the value. */
export interface ModifierContext {
  /** The field, or `null` for keywords. */
  readonly field: string | null;
  /** Names of the modifiers to the left, in order. */
  readonly before: readonly string[];
}

/** The parts of a detection item that a modifier may change as a whole. */
export interface ItemDraft {
  readonly values: readonly SigmaValue[];
  readonly linking: "or" | "and";
  readonly negated: boolean;
}

/** One value modifier of the Sigma specification. */
export interface Modifier {
  /** The name behind the `|`. */
  readonly name: string;
  /** What it does, in one line, for `list modifiers`. */
  readonly summary: string;
  /** The section of the specification, or `pySigma` where only that has it. */
  readonly source: string;
  /** It must stand right behind the field name. */
  readonly first?: boolean;
  /** One of these must stand to the left. */
  readonly after?: readonly string[];
  /** None of these may stand to the left. */
  readonly notAfter?: readonly string[];
  /** It has no meaning for keywords. */
  readonly needsField?: boolean;
  /** Changes one value. */
  readonly applyToValue?: (value: SigmaValue, context: ModifierContext) => SigmaValue | Refusal;
  /** Changes the item: its linking or its negation. */
  readonly applyToItem?: (draft: ItemDraft) => ItemDraft;
}

const KIND_WORDS: { readonly [K in SigmaValue["kind"]]: string } = {
  String: "a text",
  Number: "a number",
  Boolean: "a boolean",
  Null: "null",
  Regex: "a regular expression",
  Cidr: "a network",
  Compare: "a comparison",
  Exists: "an existence test",
  FieldRef: "a field reference",
  TimestampPart: "a part of a timestamp",
  QueryExpression: "a query expression",
  Variants: "a list of variants",
};

/** A refusal that names the kind of the value. */
export function refuseKind(value: SigmaValue): Refusal {
  const hint = value.kind === "Number" ? "Put quotes around the number" : undefined;
  return refuse(`value is ${KIND_WORDS[value.kind]}`, hint);
}
