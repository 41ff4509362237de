/**
 * Regular expressions that RE2 surely runs, told without compiling them.
 *
 * Most patterns of real rules use nothing but what every engine has. For
 * these the runtime's own engine checks the syntax, many times faster than
 * the RE2 port builds its program. In doubt the answer is no.
 *
 * @module
 */

const ESCAPE_REGEXP = /\\[dDwWsSbBnrtfv!-/:-@[-`{-~]/g;
/** Classes that engines read differently: empty ones, nested ones, \\b, ranges with a class escape. */
const ODD_CLASS_REGEXP =
  /\[\^?\]|\[[^\]]*\[|\[(?:[^\]\\]|\\.)*?(?:\\[bB]|\\[dDwWsS]-(?!\])|(?<!\[\^?)-\\[dDwWsS])/;
/** Groups with a meaning of their own, all but `(?:`. */
const SPECIAL_GROUP_REGEXP = /\(\?(?!:)/;
const REPEAT_REGEXP = /\{(\d*)(?:,(\d*))?\}/g;

/** RE2's highest repeat count, and the highest product of counts that lie in one another. */
const MAX_REPEAT = 1000;
/** Above this the RE2 port is asked about counted repetitions, which make programs large. */
const MAX_LENGTH = 500;
const LARGE_REPEAT_REGEXP = /\{(?!1,2\}|[1-4]\})/;

/**
 * Tells whether RE2 surely runs a pattern.
 *
 * @param pattern A pattern without the constructs that `checkRegex` looks for
 * @returns False also when it is not known
 */
export function isPlainRegex(pattern: string): boolean {
  if (!pattern.isWellFormed()) return false;
  const unescaped = pattern.replace(ESCAPE_REGEXP, "");
  if (unescaped.includes("\\")) return false;
  if (pattern.length > MAX_LENGTH && LARGE_REPEAT_REGEXP.test(unescaped)) return false;
  if (ODD_CLASS_REGEXP.test(pattern) || SPECIAL_GROUP_REGEXP.test(pattern)) return false;
  if (pattern.includes("{") && highestCount(pattern) > MAX_REPEAT) return false;
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

/** The highest count; where a group is repeated, the product of all, which it cannot exceed. */
function highestCount(pattern: string): number {
  const nested = pattern.includes("){");
  let highest = 1;
  for (const [, low, high] of pattern.matchAll(REPEAT_REGEXP)) {
    const count = Math.max(1, Number(low), Number(high ?? 0));
    highest = nested ? highest * count : Math.max(highest, count);
  }
  return highest;
}
