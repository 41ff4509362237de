// A worker that ends, hangs or closes itself on some items.
import type { PackedItems } from "../../lib/worker/pack.ts";
import { preparePacked } from "../../lib/worker/pack.ts";
import type { BatchOutput, Job } from "../../lib/worker/protocol.ts";
import { serve, type WorkerPort } from "../../lib/worker/serve.ts";
import { makeFakeCompiler } from "./fake_compile.ts";

const port = globalThis as unknown as WorkerPort<Job, PackedItems, BatchOutput>;
serve(port, (job) => preparePacked(job, makeFakeCompiler));
const answer = port.onmessage!;
port.onmessage = (event) => {
  const paths = event.data.type === "batch" ? event.data.batch.items.map((item) => item.path) : [];
  if (paths.includes("crash")) throw new Error("crashed on purpose");
  if (paths.includes("hang")) { for (;;); }
  answer(event);
};
