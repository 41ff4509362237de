/** The answers of both writers to a folder of rules. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createCompiler } from "../../lib/compile.ts";
import { isFatal } from "../../lib/diagnostic.ts";
import { FORMATS } from "../../lib/leql/formats/registry.ts";
import { builtinMapping } from "../../lib/mappings/builtin.ts";
import type { CompileResult } from "../../lib/result.ts";
import { type Answer, classifyAnswers, trimLines } from "./classify.ts";

/** A rule whose answers differ. */
export interface Difference {
  readonly path: string;
  /** The main class first; empty when no class explains it. */
  readonly classes: readonly string[];
  readonly reference: Answer;
  readonly ours: Answer;
}

/** All rules, held against the reference. */
export interface Comparison {
  /** Rules that the reference converts. */
  readonly converted: number;
  /** How many of them are the same text, by format. */
  readonly identical: Readonly<Record<string, number>>;
  readonly differences: readonly Difference[];
}

/** Compiles a text with the mapping table `pysigma`. */
export function compileLikeReference(path: string, text: string): readonly CompileResult[] {
  compiler ??= createCompiler({ formats: FORMATS, mapping: builtinMapping("pysigma") });
  return compiler.compileText({ path, text });
}

let compiler: ReturnType<typeof createCompiler> | undefined;

/**
 * Compares the answers to a folder of rules.
 *
 * @param corpus The folder
 * @param oracle NDJSON, a line for each rule file: `path` and `queries` by format, or `error`
 */
export function compareAnswers(corpus: string, oracle: string): Comparison {
  const identical: Record<string, number> = Object.fromEntries(FORMATS.map((name) => [name, 0]));
  const differences: Difference[] = [];
  let converted = 0;
  for (const line of readFileSync(oracle, "utf8").split("\n")) {
    if (line === "") continue;
    const { path, queries, error } = JSON.parse(line);
    const reference: Answer = { queries, error };
    if (queries !== undefined) converted++;
    const ours = answer(compileLikeReference(path, readFileSync(join(corpus, path), "utf8")));
    for (const format of FORMATS) {
      const theirs = reference.queries?.[format].map(trimLines);
      const same = theirs !== undefined &&
        JSON.stringify(theirs) === JSON.stringify(ours.queries?.[format]);
      if (same) identical[format]++;
    }
    const classes = classifyAnswers(reference, ours);
    if (classes !== undefined) differences.push({ path, classes, reference, ours });
  }
  return { converted, identical, differences };
}

/** The queries of a text, or the codes of what keeps it from having any. */
export function answer(results: readonly CompileResult[]): Answer {
  const queries = results.flatMap((result) => result.queries);
  if (queries.length === 0) {
    const codes = results.flatMap((result) => result.diagnostics)
      .filter(isFatal).map(({ code }) => code);
    return { error: [...new Set(codes)].join() };
  }
  return {
    queries: Object.fromEntries(FORMATS.map((format) => {
      return [format, queries.filter((item) => item.format === format).map(({ query }) => query)];
    })),
  };
}
