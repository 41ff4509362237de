/**
 * How reading a pattern ends early.
 *
 * @module
 */

/** Thrown where a pattern cannot be used, caught where it is compiled. */
export class Refused extends Error {
  /** True when Python could read the pattern. */
  readonly unsupported: boolean;

  /**
   * @param message The reason
   * @param unsupported True when Python could read the pattern
   */
  constructor(message: string, unsupported: boolean) {
    super(message);
    this.unsupported = unsupported;
  }
}

/** Refuses what Python can read and JavaScript cannot say. */
export function unsupported(what: string): never {
  throw new Refused(`${what} has no equal here`, true);
}

/** Refuses what Python cannot read. */
export function invalid(what: string): never {
  throw new Refused(what, false);
}
