import type { FromWorker, ToWorker } from "./messages.ts";
import type { Packed, Task } from "./pool.ts";

/** Longest time in milliseconds that a worker may take to start. */
const START_TIMEOUT = 60_000;

/** What a slot tells its pool. */
export interface SlotEvents<Item, Output> {
  /** The worker can take more. */
  idle(): void;
  /** The worker ended unexpectedly, or answers no more. */
  crashed(slot: WorkerSlot<Item, Output>, reason: string): void;
}

/** One worker and the tasks that it holds, in their order. */
export class WorkerSlot<Item, Output> {
  readonly #worker: Worker | undefined;
  readonly #timeout: number;
  readonly #pack: (items: readonly Item[]) => Packed;
  readonly #events: SlotEvents<Item, Output>;
  readonly #tasks: { readonly id: number; readonly task: Task<Item, Output> }[] = [];
  #isReady = false;
  #ended = false;
  #nextId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    url: URL | string,
    timeout: number,
    pack: (items: readonly Item[]) => Packed,
    events: SlotEvents<Item, Output>,
  ) {
    this.#timeout = timeout;
    this.#pack = pack;
    this.#events = events;
    try {
      this.#worker = this.#start(url);
    } catch (error) {
      queueMicrotask(() => this.#crash(String(error)));
    }
  }

  /** Gives the worker its job. */
  begin(job: unknown): void {
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
  takes(task: Pick<Task<Item, Output>, "isolated">, load: number): boolean {
    if (!this.#isReady || this.#tasks.length > load) return false;
    return this.#tasks.length === 0 || !(task.isolated || this.#tasks[0].task.isolated);
  }

  /** Sends a task to the worker. */
  run(task: Task<Item, Output>): void {
    const id = this.#nextId++;
    this.#tasks.push({ id, task });
    const { batch, transfer } = this.#pack(task.items);
    this.#send({ type: "batch", id, batch }, transfer);
    if (this.#tasks.length === 1) this.#watch();
  }

  /** Ends the worker and returns the tasks that it held, the running one first. */
  end(): Task<Item, Output>[] {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    return this.#tasks.splice(0).map(({ task }) => task);
  }

  #start(url: URL | string): Worker {
    const worker = new Worker(url, { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<FromWorker<Output>>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#crash(event.message || "it gave no reason");
    };
    worker.onmessageerror = () => this.#crash("its answer cannot be read");
    worker.addEventListener("close", () => this.#crash("it closed itself"));
    return worker;
  }

  #receive(message: FromWorker<Output>): void {
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

  #send(message: ToWorker<unknown, unknown>, transfer: Transferable[] = []): void {
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
