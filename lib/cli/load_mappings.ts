import { type Diagnostic, formatDiagnostic, isFatal } from "../diagnostic.ts";
import { BUILTIN_MAPPINGS, builtinMapping } from "../mappings/builtin.ts";
import { mergeMappings } from "../mappings/merge.ts";
import { parseMapping } from "../mappings/parse_mapping.ts";
import type { MappingResult, MappingTable } from "../mappings/table.ts";
import { readFile } from "../runtime/read_file.ts";
import { decodeUtf8 } from "../stream/decode.ts";
import { didYouMean } from "../suggest.ts";
import { ioReason } from "../worker/io_fault.ts";
import { UsageError } from "./usage_error.ts";

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
  const tables: MappingTable[] = [];
  for (const name of names) {
    const { table, diagnostics } = await readMapping(name);
    if (table === undefined) throw faulty(diagnostics, name);
    tables.push(table);
  }
  const { table, diagnostics } = mergeMappings(tables);
  if (table === undefined) throw faulty(diagnostics);
  for (const item of diagnostics) warn(`${formatDiagnostic(item)}\n`);
  return table;
}

/**
 * Reads one mapping table.
 *
 * @param name Name of a table that ships, or a file
 * @throws {UsageError} When there is none
 */
export async function readMapping(name: string): Promise<MappingResult> {
  const table = builtinMapping(name);
  if (table !== undefined) return { table, diagnostics: [] };
  return await parseMapping(readText(name));
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

function faulty(diagnostics: readonly Diagnostic[], file?: string): UsageError {
  const lines = diagnostics.filter(isFatal).map((item) => formatDiagnostic(item, file));
  return new UsageError(`Cannot use the mapping table\n${lines.join("\n")}`);
}
