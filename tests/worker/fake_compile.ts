import type { Compiler, CompileResult } from "../../lib/compile.ts";
import { diagnostic } from "../../lib/diagnostic.ts";
import { faultResult } from "../../lib/record.ts";
import { EXACT } from "../../lib/compiler/fidelity.ts";
import type { Source } from "../../lib/source.ts";

/** A compiler whose query is the text itself; texts with `fail` are invalid. */
export function makeFakeCompiler(): Compiler {
  return { compileText: (source) => [compile(source)] };
}

function compile({ path, text }: Source): CompileResult {
  if (text.includes("throw")) throw new TypeError("thrown by the compiler");
  if (text.includes("fail")) {
    const fault = diagnostic("error", "missing-title", "The rule has no title");
    return faultResult(path, { ...fault, line: 2, column: 3 });
  }
  const fault = diagnostic("warning", "invalid-metadata", "Odd");
  const queries = [{
    format: "default",
    condition: 0,
    query: text.trim(),
    fidelity: EXACT,
    evidence: null,
  }] as const;
  return { ...faultResult(path, fault), queries };
}
