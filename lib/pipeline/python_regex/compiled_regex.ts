/**
 * Python regular expressions in use.
 *
 * Source: documentation of Python's `re` module.
 *
 * @module
 */

/** A Python regular expression, ready for use. */
export interface CompiledRegex {
  /** Finds a match; has the flags `dgv`. For every match see `findAll`. */
  readonly search: RegExp;
  /** Matches at `lastIndex` only, as `re.match` does; has the flags `dvy`. */
  readonly match: RegExp;
  /** As `match`, but not the empty text; left out when no match is empty. */
  readonly matchText?: RegExp;
  /** Numbers of the named groups by name, in order. */
  readonly groupNumbers: ReadonlyMap<string, number>;
  /** Number of groups. */
  readonly groupCount: number;
}

/** Whether an expression matches at the start of a text, as `re.match` does. */
export function isMatch({ match }: CompiledRegex, text: string): boolean {
  match.lastIndex = 0;
  return match.test(text);
}

/**
 * Finds every match as `re.finditer` does: behind an empty match, one with text may begin at the
 * same place.
 */
export function* findAll(regex: CompiledRegex, text: string): Generator<RegExpExecArray> {
  const { search, matchText } = regex;
  let at = 0;
  while (at <= text.length) {
    search.lastIndex = at;
    const found = search.exec(text);
    if (found === null) return;
    yield found;
    at = found.index + found[0].length;
    if (found[0] !== "" || matchText === undefined) continue;
    matchText.lastIndex = at;
    const longer = matchText.exec(text);
    if (longer === null) {
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
      continue;
    }
    longer.splice(1, 1);
    longer.indices?.splice(1, 1);
    yield longer;
    at += longer[0].length;
  }
}
