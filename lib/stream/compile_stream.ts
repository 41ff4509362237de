import { type CompileOptions, type CompileResult, createCompiler } from "../compile.ts";
import type { Source } from "../source.ts";

/**
 * Compiles a stream of rule files.
 *
 * It pulls: a source is taken when the results of the one before it have been
 * read, so memory does not grow with the length of the stream. A faulty source
 * gives results with diagnostics and never ends the stream.
 *
 * @param sources Rule files, in any number
 * @param options What to compile to
 * @returns One result for each document of each source, in order
 *
 * @example Two files
 * ```ts
 * import { compileStream } from "./compile_stream.ts";
 * import assert from "node:assert/strict";
 *
 * const sources = [{ path: "a.yml", text: "a" }, { path: "b.yml", text: "b" }];
 * const paths: string[] = [];
 * for await (const result of compileStream(sources)) paths.push(result.path);
 * assert.deepEqual(paths, ["a.yml", "b.yml"]);
 * ```
 */
export async function* compileStream(
  sources: AsyncIterable<Source> | Iterable<Source>,
  options: CompileOptions = {},
): AsyncGenerator<CompileResult> {
  const compiler = createCompiler(options);
  for await (const source of sources) yield* compiler.compileText(source);
}
