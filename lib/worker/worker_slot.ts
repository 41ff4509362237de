import { packItems } from "./pack.ts";
import type { Task } from "./pool.ts";
import type { FromWorker, Job, ToWorker } from "./protocol.ts";

/** Longest time in milliseconds that a worker may take to start. */
const START_TIMEOUT = 60_000;

/** What a slot tells its pool. */
export interface SlotEvents {
  /** The worker can take more. */
  idle(): void;
  /** The worker ended unexpectedly, or answers no more. */
  crashed(slot: WorkerSlot, reason: string): void;
}

/** One worker and the tasks that it holds, in their order. */
export class WorkerSlot {
  readonly #worker: Worker | undefined;
  readonly #timeout: number;
  readonly #events: SlotEvents;
  readonly #tasks: { readonly id: number; readonly task: Task }[] = [];
  #isReady = false;
  #ended = false;
  #nextId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(url: URL | string, timeout: number, events: SlotEvents) {
    this.#timeout = timeout;
    this.#events = events;
    try {
      this.#worker = this.#start(url);
    } catch (error) {
      queueMicrotask(() => this.#crash(String(error)));
    }
  }

  /** Gives the worker its job. */
  begin(job: Job): void {
    this.#send({ type: "start", job });
    this.#watch();
  }

  /** True once the worker has started. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /**
   * True when the worker can take a task now.
   *
   * @param task The task; an isolated one wants the worker for itself
   * @param load Number of tasks that the worker may hold already
   */
  takes(task: Pick<Task, "items" | "isolated">, load: number): boolean {
    if (!this.#isReady || this.#tasks.length > load) return false;
    return this.#tasks.length === 0 || !(task.isolated || this.#tasks[0].task.isolated);
  }

  /** Sends a task to the worker. */
  run(task: Task): void {
    const id = this.#nextId++;
    this.#tasks.push({ id, task });
    const batch = packItems(task.items);
    this.#send({ type: "batch", id, batch }, [batch.bytes.buffer]);
    if (this.#tasks.length === 1) this.#watch();
  }

  /** Ends the worker and returns the tasks that it held, the running one first. */
  end(): Task[] {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    return this.#tasks.splice(0).map(({ task }) => task);
  }

  #start(url: URL | string): Worker {
    const worker = new Worker(url, { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(event.message || "it gave no reason");
    };
    worker.onmessageerror = () => this.#crash("its answer cannot be read");
    worker.addEventListener("close", () => this.#crash("it closed itself"));
    return worker;
  }

  #receive(message: FromWorker): void {
    if (this.#ended) return;
    if (message.type === "crashed") return this.#crash(message.reason);
    if (message.type === "ready") {
      this.#isReady = true;
    } else {
      const at = this.#tasks.findIndex(({ id }) => id === message.id);
      const [{ task }] = this.#tasks.splice(at, 1);
      task.resolve(message.output);
    }
    this.#watch();
    this.#events.idle();
  }

  #send(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }

  /** Starts the clock for what runs now, if anything does. */
  #watch(): void {
    clearTimeout(this.#timer);
    if (this.#isReady && this.#tasks.length === 0) return;
    const limit = this.#isReady ? this.#timeout : START_TIMEOUT;
    this.#timer = setTimeout(() => this.#crash(`it gave no answer in ${limit / 1000} s`), limit);
  }

  #crash(reason: string): void {
    if (!this.#ended) this.#events.crashed(this, reason);
  }
}
