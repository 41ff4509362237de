/**
 * The compiler: texts in, queries and diagnostics out.
 *
 * @module
 */

import "./leql/load_re2.ts";

export { type Compiler, createCompiler, createStagedCompiler } from "./compiler/create_compiler.ts";
export type { CompileOptions } from "./compiler/setup.ts";
export { type Format, FORMATS } from "./leql/formats/registry.ts";
export type { CompileResult, FormatDiagnostic, Query, Skipped } from "./result.ts";
