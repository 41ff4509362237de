/**
 * Faults, losses and warnings as plain data. Layer 0.
 *
 * Plain objects, because an `Error` loses its fields on the way out of a
 * worker, and because a batch collects them instead of stopping.
 *
 * @module
 */

import { lineColumn, type Span } from "./source.ts";

/**
 * Every code that a diagnostic may carry, each with what it means.
 * The key is what users match on, so a key never changes its meaning.
 */
export const DIAGNOSTIC_CODES = {
  // Input and output
  "io-not-found": "The file or folder does not exist (any more)",
  "io-permission": "The file or folder may not be read or written",
  "io-read": "The file cannot be read",
  "io-write": "The output cannot be written",
  "io-not-utf8": "The file is not UTF-8 text",
  "io-too-large": "The file is larger than the limit",
  "io-symlink": "The symbolic link dangles or leads out of the input folder",
  "worker-crashed": "The worker that converted this file ended unexpectedly",
  "internal": "A fault of this program, not of the rule: please report it",
  // YAML
  "yaml-syntax": "The text is not YAML",
  "yaml-duplicate-key": "A mapping has the same key twice",
  "yaml-alias-limit": "Aliases expand to more nodes than the limit",
  "yaml-depth": "Collections are nested deeper than the limit",
  "yaml-tag": "A YAML tag that has no meaning in a rule",
  // Documents
  "empty-file": "The file has no document",
  "not-a-rule": "The document is not a Sigma rule",
  "unknown-document": "The document is valid Sigma of a kind that is not converted",
  // Rule structure
  "missing-title": "The rule has no title",
  "invalid-metadata": "A metadata field has the wrong type or value",
  "foreign-taxonomy": "The rule uses names of a taxonomy other than that of Sigma",
  "missing-logsource": "The rule has no log source",
  "invalid-logsource": "The log source has the wrong type",
  "missing-detection": "The rule has no detection section",
  "invalid-detection": "The detection section has the wrong type",
  "empty-detection": "A search identifier has no content",
  "invalid-value": "A value has a type that Sigma does not allow there",
  "unknown-modifier": "The modifier does not exist",
  "invalid-modifier": "The modifier cannot be applied here",
  "null-in-list": "null stands in a list of values",
  "single-value-all": "The modifier `all` is applied to one value",
  "invalid-regex": "The regular expression cannot be read",
  "invalid-cidr": "The network address cannot be read",
  // Collections, filters and correlations
  "invalid-check-config": "The configuration of the validators breaks the rules for it",
  "invalid-action": "The action of a collection does not exist or has nothing to act on",
  "invalid-reference": "A reference to a rule cannot be read",
  "unknown-reference": "No rule has the id or name that is referred to",
  "ambiguous-reference": "Several rules have the id or name that is referred to",
  "reference-cycle": "Correlations refer to each other in a circle",
  "invalid-filter": "The filter cannot be read",
  "filter-without-effect": "The filter names a rule that it does not narrow",
  "filter-looks-inverted": "The filter probably keeps what it is meant to drop",
  "invalid-correlation": "The correlation cannot be read",
  "unsupported-correlation": "LEQL cannot say the correlation",
  "correlation-timespan": "The time span of a correlation has to be set outside of the query",
  "undocumented-form": "The query uses a form that the documentation of LEQL does not show",
  // Conditions
  "missing-condition": "The detection section has no condition",
  "condition-syntax": "The condition cannot be read",
  "condition-depth": "The condition is nested deeper than the limit",
  "condition-aggregation": "The condition uses the old aggregation syntax",
  "timeframe-ignored": "A timeframe outside of a correlation rule has no effect",
  "undefined-identifier": "The condition names a search identifier that does not exist",
  "empty-quantifier": "A quantifier of the condition matches no search identifier",
  // Mapping
  "unmapped-logsource": "No entry of the mapping table serves the log source",
  "unmapped-field": "The mapping table has no key for the field",
  "unsupported-field": "InsightIDR has no key for the field",
  "mapping-not-found": "No mapping table has this name",
  "mapping-syntax": "The mapping table is not JSON or YAML",
  "mapping-invalid": "The mapping table breaks the rules for mapping tables",
  "unserved-events": "The entry of the mapping table serves a part of the events alone",
  "weak-evidence": "The query would stand on weaker evidence than is asked for",
  "inferred-key": "The query stands on inferred evidence, such as a key that nobody has seen",
  "entry-loss": "The log source cannot be told apart, or does not arrive whole",
  "field-loss": "The key of the field does not hold exactly what the rule tests",
  "shared-key": "Different fields of the rule lie under one key",
  "never-matches": "The query could match no event",
  "matched-within-text": "The field has no key of its own and is searched in a longer text",
  "letter-case-lost": "The events have the values in one letter case",
  "shared-value": "The events do not tell a value of the rule from another one",
  "hash-alone": "A hash is compared alone, without what stands beside it",
  "unsupported-hash": "The hash value cannot be split into algorithm and digest",
  // Processing pipelines
  "pipeline-syntax": "The processing pipeline is not YAML, or not one mapping",
  "pipeline-invalid":
    "The processing pipeline has an unknown key, type or parameter, or a wrong value",
  "pipeline-unsupported": "The processing pipeline needs what cannot be done here, such as Python",
  "pipeline-error": "An item of a processing pipeline cannot be applied",
  "pipeline-failure": "A processing pipeline refuses the rule",
  "pipeline-empty": "A processing pipeline leaves nothing of the rule",
  "pipeline-dropped": "A processing pipeline leaves out a part of the rule",
  "pipeline-wildcard": "A processing pipeline puts a wildcard into a value",
  // What LEQL cannot say
  "unresolved-placeholder": "A placeholder has no value",
  "regex-not-re2": "The regular expression needs what RE2 does not have",
  "regex-flag": "The regular expression uses a flag that is not documented for LEQL",
  "unsupported-cidr": "LEQL cannot search this network",
  "ipv6-as-text": "An IPv6 network is matched on the text of the address",
  "query-too-large": "The query would be larger than the limit",
  "unsupported-text": "The text cannot stand in a LEQL literal",
  "unsupported-key": "The key cannot stand in a LEQL query",
  "unsupported-value": "LEQL cannot compare with this value",
  "unsupported-fieldref": "LEQL cannot compare two keys in this way",
  "keyword-in-detection": "Keyword search is not allowed in detection definitions",
  "unknown-event-type": "The event type for the detection definition is not known",
  "anchored-keyword": "The anchors of a keyword refer to the whole log line",
  "matches-any-value": "The value matches every value of its field",
  "case-sensitive-fieldref": "LEQL compares two keys case-sensitively",
  // Events
  "event-not-json": "The line is not an event in JSON",
  "event-too-large": "The event has more bytes than the limit",
  "invalid-test-file": "The test file breaks the rules for test files",
  "not-evaluable": "A rule or query cannot be evaluated on events here",
  // LEQL that is read, not written
  "leql-syntax": "The LEQL query cannot be read",
  "leql-clause-order": "The clauses of the LEQL query do not stand in their fixed order",
  "leql-unknown-word": "LEQL does not have the operator, function or clause",
  "leql-depth": "The LEQL query is nested deeper than the limit",
  "leql-ip": "IP() has what is not documented for it",
  "leql-event-type": "The event type is nearly the name of a known one",
  "leql-or-keyword": "A text behind OR has no key, so it is searched in the whole log line",
  "leql-key-or-keyword": "A name that stands alone asks for a key, and for the word as well",
  "leql-reserved-key": "A key without quotes is a word of the language",
  "leql-unquoted-text": "Words behind a value have no key: a text with blanks needs quotes",
  "leql-odd-character": "A character is no ordinary blank, hyphen or quote, or cannot be seen",
  "leql-literal-wildcard": "LEQL has no wildcards: * and ? in a text are these characters",
  "leql-doubled-backslash": "A backslash in quotes is no escape: two of them are two",
  "leql-unquoted-backslash": "A backslash outside of quotes is an escape",
  "leql-literal-comparison": "== and !== compare two keys, not a key with a value",
  "leql-not-a-number": "An operator for numbers has something else to compare with",
  "leql-keyword-in-detection": "Keyword search is not allowed in detection definitions",
  "leql-implicit-and": "Detection definitions need AND between conditions",
  "leql-clause-in-detection": "The clause is not known to be allowed in detection definitions",
  "leql-negation": "A negation cannot be written behind the key, or not for lists of values",
  // Verification
  "meaning-differs": "The query does not find the same events as the rule",
  "unreadable-query": "The query cannot be read back",
  "not-verified": "The meaning of the query could not be verified, or not all of it",
} as const;

/** A key of {@link DIAGNOSTIC_CODES}. */
export type DiagnosticCode = keyof typeof DIAGNOSTIC_CODES;

/**
 * `error`: the rule is faulty. `unsupported`: valid Sigma that LEQL, or the
 * mapping table, cannot say. `warning`: converted, but worth a look.
 */
export type Severity = "error" | "unsupported" | "warning";

/**
 * How a loss changes what a query finds: more events than the rule (`broader`), fewer
 * (`narrower`), or some more and some fewer (`mixed`).
 */
export type LossEffect = "broader" | "narrower" | "mixed";

/** One fault, loss or warning in one rule. Plain data, so it survives `postMessage`. */
export interface Diagnostic {
  /** What happened, for programs. */
  readonly code: DiagnosticCode;
  /** How bad it is. */
  readonly severity: Severity;
  /** What happened, for people: a capital first, no full stop. */
  readonly message: string;
  /** Where in the source text. */
  readonly span?: Span;
  /** Line of `span.start`, from 1. Set in results. */
  readonly line?: number;
  /** Column of `span.start`, from 1. Set in results. */
  readonly column?: number;
  /** What to do about it. */
  readonly hint?: string;
  /** For a warning of a loss: how it changes what the query finds. */
  readonly effect?: LossEffect;
}

/**
 * Makes a diagnostic. Leaves out what is undefined, so that two diagnostics
 * with the same content are deeply equal.
 */
export function diagnostic(
  severity: Severity,
  code: DiagnosticCode,
  message: string,
  span?: Span,
  hint?: string,
): Diagnostic {
  const result: {
    code: DiagnosticCode;
    severity: Severity;
    message: string;
    span?: Span;
    hint?: string;
  } = { code, severity, message };
  if (span !== undefined) result.span = span;
  if (hint !== undefined) result.hint = hint;
  return result;
}

/** Returns the diagnostic of a loss, with the effect that it has. */
export function withEffect(item: Diagnostic, effect: LossEffect): Diagnostic {
  return { ...item, effect };
}

/**
 * Moves a diagnostic to another text than the one that it is about.
 *
 * @param item The diagnostic
 * @param owner What it is about, for the message: `Rule "x"`
 * @param span A place in the other text; none when nothing there stands for it
 */
export function attribute(item: Diagnostic, owner: string, span?: Span): Diagnostic {
  const { code, severity, message, hint, effect } = item;
  const moved = diagnostic(severity, code, `${owner}: ${message}`, span, hint);
  return effect === undefined ? moved : withEffect(moved, effect);
}

/** Turns the effects of diagnostics over, from an index on: what they are about stands under NOT. */
export function turnEffects(items: Diagnostic[], from: number): void {
  for (let at = from; at < items.length; at++) {
    const { effect } = items[at];
    if (effect === undefined || effect === "mixed") continue;
    items[at] = withEffect(items[at], effect === "broader" ? "narrower" : "broader");
  }
}

/** Returns the diagnostic with line and column filled in from its span. */
export function locate(item: Diagnostic, text: string): Diagnostic {
  if (item.span === undefined || item.line !== undefined) return item;
  return { ...item, ...lineColumn(text, item.span.start) };
}

/** True when the rule cannot be converted because of it. */
export function isFatal(item: Diagnostic): boolean {
  return item.severity !== "warning";
}

/**
 * One line for people: `path:line:column: severity: message [code] (hint)`.
 *
 * @param item The diagnostic
 * @param path File to name, or nothing
 * @returns A single line without a line break at its end; control characters are escaped
 */
export function formatDiagnostic(item: Diagnostic, path?: string): string {
  const place = [path, item.line, item.column].filter((part) => part !== undefined).join(":");
  const hint = item.hint === undefined ? "" : ` (${item.hint})`;
  const line = `${place === "" ? "" : `${place}: `}${item.severity}: ${item.message}`;
  return `${line} [${item.code}]${hint}`.replace(CONTROL_REGEXP, escapeControl);
}

// What breaks a line or steers a terminal; messages quote the texts of rules.
// deno-lint-ignore no-control-regex
const CONTROL_REGEXP = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

function escapeControl(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
