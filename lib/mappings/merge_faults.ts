/**
 * The faults of a merge, each with the table that it is about.
 *
 * @module
 */

import { type Diagnostic, diagnostic, isFatal, locate } from "../diagnostic.ts";
import { didYouMean } from "../suggest.ts";
import { parseYaml } from "../yaml/parse.ts";
import { jsonPath, type Pointer, spanAt } from "./pointer.ts";
import type { TableProblem } from "./problem.ts";
import type { MappingResult, MappingTable } from "./table.ts";

/** Outcome of a merge. */
export interface MergeResult extends MappingResult {
  /** For each diagnostic the index of the table that it is about. */
  readonly origins: readonly number[];
}

/** Collects the faults of one merge. */
export class MergeFaults {
  readonly #tables: readonly MappingTable[];
  readonly #texts: readonly (string | undefined)[];
  readonly #diagnostics: Diagnostic[] = [];
  readonly #origins: number[] = [];
  /** Ids in the merged table by the ids that later tables use for the same entries. */
  readonly #ids = new Map<string, string>();

  /**
   * @param tables The tables that are merged
   * @param texts Their texts, where they are known
   */
  constructor(tables: readonly MappingTable[], texts: readonly (string | undefined)[]) {
    this.#tables = tables;
    this.#texts = texts;
  }

  /** True when the merge gives no table. */
  get failed(): boolean {
    return this.#diagnostics.some(isFatal);
  }

  /** Notes that a table extends an entry under another id. */
  renamed(id: string, base: string): void {
    this.#ids.set(base, id);
  }

  /** A removal of what is not there. */
  nothingRemoved(at: number, pointer: Pointer, known: Iterable<string>): void {
    const [one, many] = WORDS[pointer[0]];
    const message = `removes ${one} that no earlier table has`;
    this.#add("warning", at, { pointer, at: "key", message, ...hintFor(pointer[1], known, many) });
  }

  /** A name that is probably not what was meant. */
  suspicion(at: number, problem: TableProblem): void {
    this.#add("warning", at, problem);
  }

  /** An entry that is neither new nor an extension. */
  nothingExtended(at: number, id: string, known: Iterable<string>): void {
    const message = "extends no entry of an earlier table, so it needs log sources";
    const pointer = ["entries", id];
    this.#add("error", at, { pointer, at: "key", message, ...hintFor(id, known, "entries") });
  }

  /** A fault of the merged table: the last table that has the place is at fault. */
  problem(problem: TableProblem): void {
    for (let at = this.#tables.length - 1; at >= 0; at--) {
      const pointer = [problem.pointer, ...problem.also ?? []]
        .flatMap((place) => [place, this.#otherId(place)])
        .find((candidate) => has(this.#tables[at], candidate));
      if (pointer === undefined && at > 0) continue;
      this.#add("error", at, { ...problem, pointer: pointer ?? problem.pointer });
      return;
    }
  }

  /** The outcome. */
  result(table?: MappingTable): MergeResult {
    const rest = { diagnostics: this.#diagnostics, origins: this.#origins };
    return table === undefined ? rest : { table, ...rest };
  }

  #otherId([part, id, ...rest]: Pointer): Pointer {
    const other = part === "entries" ? this.#ids.get(id) : undefined;
    return other === undefined ? [part, id, ...rest] : [part, other, ...rest];
  }

  #add(severity: "error" | "warning", at: number, problem: TableProblem): void {
    const { pointer, message, hint } = problem;
    const text = this.#texts[at];
    const root = text === undefined ? undefined : parseYaml(text)[0]?.root;
    const span = root === undefined ? undefined : spanAt(root, pointer, problem.at);
    const { name } = this.#tables[at];
    const whole = `Mapping table "${name}": ${jsonPath(pointer)} ${message}`;
    const item = diagnostic(severity, "mapping-invalid", whole, span, hint);
    this.#diagnostics.push(text === undefined ? item : locate(item, text));
    this.#origins.push(at);
  }
}

/** What the parts of a table are called, one and several. */
const WORDS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  choices: ["a choice", "choices"],
  fieldSets: ["a field set", "field sets"],
  entries: ["an entry", "entries"],
};

function hintFor(name: string, known: Iterable<string>, many: string): { hint: string } {
  const names = [...known];
  return {
    hint: names.length === 0
      ? "Name the table that it extends before it, such as insightidr"
      : didYouMean(name, names) ?? someNames(`Earlier ${many}`, names),
  };
}

/** Most names that a hint lists. */
const MAX_NAMES = 10;

function someNames(what: string, names: readonly string[]): string {
  if (names.length <= MAX_NAMES) return `${what}: ${names.join(", ")}`;
  return `mapping print shows all ${names.length}`;
}

function has(table: MappingTable, pointer: Pointer): boolean {
  let value: unknown = table;
  for (const part of pointer) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return false;
    value = (value as Record<string, unknown>)[part];
  }
  return true;
}
