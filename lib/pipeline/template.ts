/**
 * The parameters of a Jinja2 template, for queries and for finalizers.
 *
 * @module
 */

import { filePath } from "./file_path.ts";
import type { CompiledTemplate, compileTemplate } from "./jinja.ts";
import type { ParameterReader } from "./parameter_reader.ts";

/** What reading a template needs. */
export interface TemplateContext {
  /** Content of the files that the pipeline names. */
  readonly files: Readonly<Record<string, string>>;
  /** The engine; it is there when the pipeline has a template. */
  readonly compile: typeof compileTemplate | undefined;
}

/** Reads a template; `undefined` when a fault was reported. */
export function readTemplate(
  reader: ParameterReader,
  { files, compile }: TemplateContext,
): CompiledTemplate | undefined {
  const template = reader.requiredText("template");
  const folder = reader.text("path");
  if (reader.node("vars") !== undefined) {
    reader.refuse('the parameter "vars" names a Python file', reader.node("vars")?.span);
  }
  if (reader.flag("autoescape", false)) {
    reader.refuse("a query is not HTML, so nothing is escaped", reader.node("autoescape")?.span);
  }
  const path = folder === undefined || template === undefined
    ? undefined
    : filePath(reader, `${folder}/${template}`, "path");
  if (template === undefined || compile === undefined || reader.failed) return undefined;
  const text = path === undefined ? template : files[path];
  if (text === undefined) return reader.fault(`the file "${path}" was not read`);
  const compiled = compile(text);
  if (!("fault" in compiled)) return compiled;
  const { span } = reader.node("template")!;
  const message = `cannot use the template: ${compiled.fault}`;
  return compiled.unsupported ? reader.refuse(message, span) : reader.fault(message, span);
}
