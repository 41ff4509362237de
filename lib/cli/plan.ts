import { formatDiagnostic } from "../diagnostic.ts";
import { readFile } from "../runtime/read_file.ts";
import { writeStderr } from "../runtime/process.ts";
import { decodeUtf8 } from "../stream/decode.ts";
import { ioReason } from "../worker/io_fault.ts";
import type { Job } from "../worker/protocol.ts";
import { checkChoices } from "./choice_flags.ts";
import type { Options } from "./options.ts";
import { UsageError } from "./usage_error.ts";

/** Most bytes of a file of ids. */
const MAX_ID_FILE_SIZE = 16 * 1024 * 1024;

/** What the options come to, with everything loaded that they name. */
export interface Plan {
  readonly job: Job;
  /** Makes one text of all queries, where pipelines have finalizers. */
  readonly finalize?: (queries: readonly string[]) => string;
}

/**
 * Loads what the options name: mapping tables, pipelines, variables, ids.
 *
 * @throws {UsageError} For what cannot be read or used
 */
export async function makePlan(options: Options): Promise<Plan> {
  const { formats, to, filterMode, placeholders, negation, verify } = options;
  const job: Job = {
    to,
    compile: {
      formats,
      filterMode,
      placeholders,
      negation,
      ...(verify ? { verify } : {}),
      selection: withIds(options),
      ...await mapping(options),
    },
  };
  const { pipelines, varsFiles, vars } = options;
  if (pipelines.length + varsFiles.length + Object.keys(vars).length === 0) return { job };
  const { loadPipelines }: typeof import("./load_pipelines.ts") = await import(
    "./load_pipelines.ts" as string
  );
  const loaded = await loadPipelines(pipelines, varsFiles, vars, writeStderr);
  const piped: Job = { ...job, pipelines: loaded.options };
  if (loaded.pipeline.finalizers.length === 0) return { job: piped };
  if (to !== "text") {
    writeStderr("Warning: finalizers of pipelines have an effect with --to text alone\n");
    return { job: piped };
  }
  const { finalize }: typeof import("../pipeline/postprocess.ts") = await import(
    "../pipeline/postprocess.ts" as string
  );
  return {
    job: { ...piped, collectQueries: true },
    finalize(queries) {
      const { output, diagnostics } = finalize(queries, loaded.pipeline);
      if (output !== undefined) return output;
      throw new UsageError(`Cannot finalize the output\n${formatDiagnostic(diagnostics[0])}`);
    },
  };
}

type MappingOptions = Pick<Job["compile"], "mapping" | "choices" | "minEvidence">;

async function mapping(options: Options): Promise<MappingOptions> {
  const { mappings, choices, minEvidence } = options;
  if (options.withoutMapping) return { mapping: null };
  const chosen: MappingOptions = { choices, minEvidence };
  const hasChoices = Object.keys(choices).length > 0;
  if (mappings.length === 0 && !hasChoices) return chosen;
  const { DEFAULT_MAPPING, loadMappings }: typeof import("./load_mappings.ts") = await import(
    "./load_mappings.ts" as string
  );
  const table = await loadMappings(
    mappings.length === 0 ? [DEFAULT_MAPPING] : mappings,
    writeStderr,
  );
  if (hasChoices) checkChoices(choices, table);
  return mappings.length === 0 ? chosen : { ...chosen, mapping: table };
}

function withIds({ selection, idFiles }: Options): Options["selection"] {
  if (idFiles.length === 0) return selection;
  return { ...selection, ids: idFiles.flatMap(readIds) };
}

function readIds(path: string): string[] {
  let text: string | null;
  try {
    const bytes = readFile(path, MAX_ID_FILE_SIZE);
    text = bytes === null ? null : decodeUtf8(bytes);
  } catch (error) {
    throw new UsageError(`Cannot read id file "${path}": ${ioReason(error)}`);
  }
  if (text === null) {
    throw new UsageError(`Cannot read id file "${path}": it is not UTF-8 text, or too large`);
  }
  return text.split(/\r?\n/).map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}
