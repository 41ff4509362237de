import {
  linkKind,
  makeDir,
  makeDirs,
  pathKind,
  realPath,
  removeFile,
  rename,
} from "../runtime/files.ts";
import { writeNewFile } from "../runtime/write.ts";
import type { BatchOutput, TreeFile } from "../worker/protocol.ts";
import { leftOverFiles } from "./left_over.ts";
import { openOutputFile, outputError, type OutputFile } from "./output_file.ts";
import { dirName, isWithin, join, slashed } from "./paths.ts";
import type { Sink } from "./sink.ts";
import { dropTempFile, keepTempFile, tempFile } from "./temp_files.ts";
import { OutputError } from "./usage_error.ts";

const encoder = new TextEncoder();
const BLANK_LINE = encoder.encode("\n");

/** Name of the list of all rules, in the output folder. */
export const MANIFEST = "manifest.ndjson";

/** Name of the list of query files of earlier runs that have no rule. */
const LEFT_OVER = "left-over.ndjson";

/** What becomes of files that an earlier run wrote and this one did not. */
export interface LeftOverOptions {
  /** Whether they are removed. */
  readonly prune: boolean;
  /** Is told which there are, or which were removed; not called when there are none. */
  readonly onLeftOver: (files: readonly string[]) => void;
}

/**
 * Writes a folder of query files and the list of all rules.
 *
 * Each file appears whole. A file of an earlier run is removed when its rule
 * gives no query any more. No link that leads out of the folder is followed.
 */
export class TreeSink implements Sink {
  readonly #root: string;
  readonly #realRoot: string;
  readonly #manifest: OutputFile;
  /** Folders that are known to be there, and inside. */
  readonly #folders = new Set<string>([""]);
  /** Files of a stream, which grow with each of its documents. */
  readonly #growing = new Map<string, OutputFile>();
  /** Every file that this run is about. */
  readonly #written = new Set<string>();
  readonly #leftOver: LeftOverOptions;

  /**
   * @param root The output folder; it is made where it is missing
   * @param leftOver What becomes of files of an earlier run
   * @throws {OutputError}
   */
  constructor(root: string, leftOver: LeftOverOptions) {
    this.#root = slashed(root);
    this.#leftOver = leftOver;
    try {
      makeDirs(this.#root);
      this.#realRoot = realPath(this.#root);
    } catch (error) {
      throw outputError(root, error);
    }
    this.#manifest = this.#open(MANIFEST);
  }

  async write({ bytes, files }: BatchOutput): Promise<void> {
    for (const file of files) {
      this.#written.add(file.path);
      if (file.append) await this.#append(file);
      else this.#replace(file);
    }
    await this.#manifest.write(bytes);
  }

  async commit(): Promise<void> {
    for (const file of this.#growing.values()) file.commit();
    const files = await leftOverFiles(this.#root, [MANIFEST, LEFT_OVER], this.#written);
    if (this.#leftOver.prune) {
      for (const path of files) this.#replace({ path, text: null, append: false });
    }
    await this.#keepLeftOver(this.#leftOver.prune ? [] : files);
    this.#manifest.commit();
    if (files.length > 0) this.#leftOver.onLeftOver(files);
  }

  /** What is left stays known, until it is removed or has a rule again. */
  async #keepLeftOver(files: readonly string[]): Promise<void> {
    if (files.length === 0) return this.#replace({ path: LEFT_OVER, text: null, append: false });
    const list = this.#open(LEFT_OVER);
    await list.write(
      encoder.encode(files.map((file) => `${JSON.stringify({ files: [file] })}\n`).join("")),
    );
    list.commit();
  }

  discard(): void {
    for (const file of this.#growing.values()) file.discard();
    this.#manifest.discard();
  }

  #replace({ path, text }: TreeFile): void {
    const target = join(this.#root, path);
    try {
      if (text === null) {
        if (this.#hasFolder(parent(path))) removeFile(target);
        return;
      }
      this.#makeFolder(parent(path));
      const temp = tempFile(dirName(target));
      try {
        writeNewFile(temp, encoder.encode(text));
        rename(temp, target);
        keepTempFile(temp);
      } catch (error) {
        dropTempFile(temp);
        throw error;
      }
    } catch (error) {
      throw error instanceof OutputError ? error : outputError(target, error);
    }
  }

  async #append({ path, text }: TreeFile): Promise<void> {
    let file = this.#growing.get(path);
    if (text === null) {
      // Nothing of an earlier run may stay when the whole stream gives no query.
      if (file === undefined) this.#replace({ path, text, append: false });
      return;
    }
    if (file === undefined) {
      file = this.#open(path);
      this.#growing.set(path, file);
    } else {
      await file.write(BLANK_LINE);
    }
    await file.write(encoder.encode(text));
  }

  /** Opens a file of the tree; a link in its place is replaced, not followed. */
  #open(path: string): OutputFile {
    const target = join(this.#root, path);
    try {
      this.#makeFolder(parent(path));
      if (linkKind(target) === "link") removeFile(target);
    } catch (error) {
      throw error instanceof OutputError ? error : outputError(target, error);
    }
    return openOutputFile(target);
  }

  /** True when the folder is there; does not make it. */
  #hasFolder(path: string): boolean {
    if (this.#folders.has(path)) return true;
    if (!this.#hasFolder(parent(path)) || linkKind(join(this.#root, path)) === null) return false;
    this.#checkFolder(path);
    return true;
  }

  /** Makes the folder, and those above it, inside the root. */
  #makeFolder(path: string): void {
    if (this.#folders.has(path)) return;
    this.#makeFolder(parent(path));
    const folder = join(this.#root, path);
    if (linkKind(folder) === null) makeDir(folder);
    this.#checkFolder(path);
  }

  #checkFolder(path: string): void {
    const folder = join(this.#root, path);
    if (pathKind(folder) !== "folder") {
      throw new OutputError(`Cannot write to "${folder}": it is not a folder`);
    }
    if (!isWithin(realPath(folder), this.#realRoot)) {
      throw new OutputError(`Cannot write to "${folder}": it leads out of the output folder`);
    }
    this.#folders.add(path);
  }
}

/** Returns the folder above, below the root; empty for the root. */
function parent(path: string): string {
  return path.includes("/") ? dirName(path) : "";
}
