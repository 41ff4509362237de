/**
 * Which files a pipeline names, so that the caller can read them beforehand.
 *
 * @module
 */

import { getValue, type YamlMapping, type YamlNode } from "../yaml/node.ts";
import { parseYaml } from "../yaml/parse.ts";
import { normalizePath } from "./file_path.ts";

/**
 * Lists the files that `file_placeholders` and templates with `path` name.
 *
 * @param text Text of a pipeline file
 * @returns Paths relative to the folder of the pipeline file, with `/` between their parts, each
 * once; the keys of `PipelineSource.files`. Paths that lead out of the folder are left out, for
 * reading the pipeline refuses them
 *
 * @example A list of host names
 * ```ts
 * import { neededFiles } from "./needed_files.ts";
 * import assert from "node:assert/strict";
 *
 * const text = "transformations:\n  - {type: file_placeholders, path: ./hosts.txt}\n";
 * assert.deepEqual(neededFiles(text), ["hosts.txt"]);
 * ```
 */
export function neededFiles(text: string): string[] {
  const paths = new Set<string>();
  for (const { root } of parseYaml(text)) {
    for (const mapping of mappings(root)) {
      const path = fileOf(mapping);
      const normal = path === undefined ? undefined : normalizePath(path);
      if (normal !== undefined) paths.add(normal);
    }
  }
  return [...paths];
}

/** True when a template must be compiled. */
export function hasTemplate(root: YamlMapping): boolean {
  for (const mapping of mappings(root)) {
    if (textOf(mapping, "type") === "template") return true;
  }
  return false;
}

function fileOf(mapping: YamlMapping): string | undefined {
  const type = textOf(mapping, "type");
  const path = textOf(mapping, "path");
  if (path === undefined || type === "file_placeholders") return path;
  const template = textOf(mapping, "template");
  return type === "template" && template !== undefined ? `${path}/${template}` : undefined;
}

function textOf(mapping: YamlMapping, key: string): string | undefined {
  const node = getValue(mapping, key);
  return node?.kind === "Scalar" && node.type === "string" ? node.text : undefined;
}

function* mappings(node: YamlNode | undefined): Generator<YamlMapping> {
  if (node === undefined || node.kind === "Scalar") return;
  if (node.kind === "Mapping") yield node;
  const children = node.kind === "Mapping" ? node.pairs.map(({ value }) => value) : node.items;
  for (const child of children) yield* mappings(child);
}
