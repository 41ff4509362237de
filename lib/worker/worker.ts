/**
 * Entry of a worker: compiles the batches that its pool sends.
 *
 * @module
 */

import { createCompiler } from "../compiler/create_compiler.ts";
import { serve, type WorkerPort } from "./serve.ts";

serve(globalThis as unknown as WorkerPort, createCompiler);
