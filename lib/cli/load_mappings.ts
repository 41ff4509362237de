import { type Diagnostic, formatDiagnostic, isFatal } from "../diagnostic.ts";
import { BUILTIN_MAPPINGS, builtinMapping, DEFAULT_MAPPING } from "../mappings/builtin.ts";
import { mergeMappings, type MergeResult } from "../mappings/merge.ts";
import { parseMapping } from "../mappings/parse_mapping.ts";
import type { MappingResult, MappingTable } from "../mappings/table.ts";
import { readFile } from "../runtime/read_file.ts";
import { decodeUtf8 } from "../stream/decode.ts";
import { didYouMean } from "../suggest.ts";
import { ioReason } from "../worker/io_fault.ts";
import { UsageError } from "./usage_error.ts";

export { DEFAULT_MAPPING };

/** Most bytes of a mapping file. */
const MAX_MAPPING_SIZE = 4 * 1024 * 1024;

/**
 * Loads mapping tables and merges them.
 *
 * @param names Names of tables that ship, or files; the winning one last
 * @param warn Takes warnings for people, a line each
 * @throws {UsageError} For a table that does not exist or is faulty
 */
export async function loadMappings(
  names: readonly string[],
  warn: (text: string) => void,
): Promise<MappingTable> {
  const read: ReadMapping[] = [];
  for (const name of names) {
    const mapping = await readMapping(name);
    if (mapping.table === undefined) throw faulty(mapping.diagnostics, () => name);
    read.push(mapping);
  }
  // A table that ships is whole as it is.
  if (read.length === 1 && read[0].text === undefined) return read[0].table!;
  const { table, diagnostics, origins } = mergeRead(read);
  const nameOf = (at: number) => names[origins[at]];
  if (table === undefined) throw faulty(diagnostics, nameOf);
  for (const [at, item] of diagnostics.entries()) warn(`${formatDiagnostic(item, nameOf(at))}\n`);
  return table;
}

/** A mapping table, and the text it was read from; a table that ships has none. */
export interface ReadMapping extends MappingResult {
  readonly text?: string;
}

/**
 * Reads one mapping table.
 *
 * @param name Name of a table that ships, or a file
 * @throws {UsageError} When there is none
 */
export async function readMapping(name: string): Promise<ReadMapping> {
  const table = builtinMapping(name);
  if (table !== undefined) return { table, diagnostics: [] };
  const text = readText(name);
  return { ...await parseMapping(text), text };
}

/** Merges tables that were read without fault. */
export function mergeRead(read: readonly ReadMapping[]): MergeResult {
  return mergeMappings(read.map(({ table }) => table!), read.map(({ text }) => text));
}

function readText(file: string): string {
  let bytes: Uint8Array | null;
  try {
    bytes = readFile(file, MAX_MAPPING_SIZE);
  } catch (error) {
    const known = Object.keys(BUILTIN_MAPPINGS);
    throw new UsageError(
      `Cannot read mapping table "${file}": ${ioReason(error)}`,
      didYouMean(file, known) ?? `Tables that ship: ${known.join(", ")}; others are files`,
    );
  }
  const text = bytes === null ? null : decodeUtf8(bytes);
  if (text !== null) return text;
  const reason = bytes === null ? "it is larger than 4 MiB" : "it is not UTF-8 text";
  throw new UsageError(`Cannot read mapping table "${file}": ${reason}`);
}

function faulty(
  diagnostics: readonly Diagnostic[],
  nameOf: (at: number) => string,
): UsageError {
  const lines = diagnostics.map((item, at) => ({ item, name: nameOf(at) }))
    .filter(({ item }) => isFatal(item))
    .map(({ item, name }) => formatDiagnostic(item, name));
  return new UsageError(`Cannot use the mapping table\n${lines.join("\n")}`);
}
