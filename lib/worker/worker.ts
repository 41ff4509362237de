/**
 * Entry of a worker: compiles the batches that its pool sends.
 *
 * @module
 */

import { createCompiler } from "../compiler/create_compiler.ts";
import type { PackedItems } from "./pack.ts";
import { preparePacked } from "./pack.ts";
import type { BatchOutput, Job } from "./protocol.ts";
import { serve, type WorkerPort } from "./serve.ts";

serve(
  globalThis as unknown as WorkerPort<Job, PackedItems, BatchOutput>,
  (job) => preparePacked(job, createCompiler),
);
