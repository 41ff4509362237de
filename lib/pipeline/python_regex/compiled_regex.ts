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
 *
 * @param regex The expression
 * @param text Where to search
 * @returns The matches, in order; at most two begin at one place
 */
export function* findAll(regex: CompiledRegex, text: string): Generator<RegExpExecArray> {
  const { search, matchText } = regex;
  let at = 0;
  while (at <= text.length) {
    const found = nextMatch(search, text, at);
    if (found === undefined) return;
    yield found;
    at = found.index + found[0].length;
    if (found[0] !== "") continue;
    const longer = matchText === undefined ? null : longerMatch(matchText, text, at);
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

/**
 * The next match that begins at a character. Engines may hold that no character stands before or
 * behind the place between two surrogates, so that an anchor matches there.
 */
function nextMatch(search: RegExp, text: string, from: number): RegExpExecArray | undefined {
  for (let at = from; at <= text.length;) {
    search.lastIndex = at;
    const found = search.exec(text);
    if (found === null) return undefined;
    if (!isInCharacter(text, found.index)) return found;
    at = found.index + 1;
  }
  return undefined;
}

/** The match at a place, if it has text. */
function longerMatch(matchText: RegExp, text: string, at: number): RegExpExecArray | null {
  matchText.lastIndex = at;
  const found = matchText.exec(text);
  return found === null || found[0] === "" ? null : found;
}

/** Whether a place is between the two surrogates of one character. */
function isInCharacter(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}
