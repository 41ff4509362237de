/** Wrong use of the command line, or an input that cannot be used: ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to do about it. */
  readonly hint: string | undefined;

  /**
   * @param message What is wrong
   * @param hint What to do about it
   */
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** An output that cannot be written: ends with exit code 2. */
export class OutputError extends Error {
  override readonly name = "OutputError";
}

/** The reader of the output has left: ends quietly. */
export class ClosedPipe extends Error {
  override readonly name = "ClosedPipe";
}
