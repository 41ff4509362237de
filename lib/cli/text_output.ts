import { openOutputFile, openStdout, type OutputFile } from "./output_file.ts";

/** The output is written in pieces of about this many characters. */
const PIECE_SIZE = 1 << 16;

/** Gathers text and writes it in pieces. */
export class TextOutput {
  readonly #file: OutputFile;
  readonly #encoder = new TextEncoder();
  #text = "";

  /**
   * @param path File to write, or `undefined` for standard output
   * @throws {OutputError}
   */
  constructor(path: string | undefined) {
    this.#file = path === undefined ? openStdout() : openOutputFile(path);
  }

  /**
   * Adds text.
   *
   * @throws {ClosedPipe | OutputError}
   */
  async write(text: string): Promise<void> {
    this.#text += text;
    if (this.#text.length >= PIECE_SIZE) await this.flush();
  }

  /** Writes what was gathered: somebody may wait for it. */
  async flush(): Promise<void> {
    const text = this.#text;
    if (text === "") return;
    this.#text = "";
    await this.#file.write(this.#encoder.encode(text));
  }

  /** Finishes the output. */
  async commit(): Promise<void> {
    await this.flush();
    this.#file.commit();
  }

  /** Gives the output up. */
  discard(): void {
    this.#file.discard();
  }
}

/**
 * Writes a file, or standard output.
 *
 * @param path The file; `undefined` for standard output
 * @param text Its content
 * @throws {OutputError | ClosedPipe}
 */
export async function writeText(path: string | undefined, text: string): Promise<void> {
  const output = new TextOutput(path);
  try {
    await output.write(text);
    await output.commit();
  } catch (error) {
    output.discard();
    throw error;
  }
}
