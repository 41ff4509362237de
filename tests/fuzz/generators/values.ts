/** Random values of rules, as they are written in YAML. */

import fc from "fast-check";

/** A value of a rule. */
export interface RuleValue {
  /** Its YAML, good in flow collections. */
  readonly yaml: string;
  /** The text that it has, as far as it is one. */
  readonly text: string;
}

/** Characters that are special somewhere on the way, letters with unusual cases, and others. */
const CHARACTERS: readonly string[] = [
  ..."\"\"''\\\\\\**??//aaAbB44..--  $%{}[]()|^+,:#&~_é\n\t",
  "😀",
  "\u00df", // sharp s
  "\u017f", // long s
  "\u212a", // Kelvin sign
  "\u0130", // capital i with a dot
  "\u2013", // en dash
];

const WORDS: readonly string[] = [
  "C:\\Windows\\cmd.exe",
  "\\cmd.exe",
  "cmd /c -enc",
  "-a /b",
  "C:\\\\a\\*",
  "*\\a?b*",
  "10.0.0.1",
  "2001:db8::1",
  "true",
  "44",
  "4.0",
  "\\?",
  "a*b",
  "%a%",
];

/** A short text. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 5 }).map((characters) =>
      characters.join("")
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom(...WORDS) },
);

/** A short text of characters that JSON writes as they are, without wildcards. */
export const plainText: fc.Arbitrary<string> = anyText.map((text) =>
  text.replace(/["\\?*\n\t]/g, "")
);

const SINGLE_QUOTED_REGEXP = /^[ -~\u00a0-\u02ff\u2013\u212a]*$/;
const PLAIN_REGEXP = /^[A-Za-z\\./][A-Za-z0-9\\./*?_$%-]*(?: [A-Za-z0-9\\./*_$%]+)*$/;

/** A text in one of the ways in which YAML writes it. */
export function textValue(texts: fc.Arbitrary<string>): fc.Arbitrary<RuleValue> {
  return fc.tuple(texts, fc.constantFrom("double", "single", "plain")).map(([text, style]) => {
    if (style === "single" && SINGLE_QUOTED_REGEXP.test(text)) {
      return { yaml: `'${text.replaceAll("'", "''")}'`, text };
    }
    if (style === "plain" && PLAIN_REGEXP.test(text)) return { yaml: text, text };
    return { yaml: JSON.stringify(text), text };
  });
}

function written(...scalars: readonly string[]): fc.Arbitrary<RuleValue> {
  return fc.constantFrom(...scalars).map((yaml) => ({ yaml, text: yaml }));
}

/** A number in one of the ways in which YAML writes it. */
export const numberValue: fc.Arbitrary<RuleValue> = fc.oneof(
  { weight: 3, arbitrary: written("4", "44", "-4", "0", "4.5") },
  {
    weight: 1,
    arbitrary: written(
      "4.0",
      "1.50",
      "0x2C",
      "054",
      "0o54",
      "4_4",
      "44e-1",
      "1e3",
      "1e+21",
      "18446744073709551616",
      ".5",
      "-0",
      ".inf",
      ".nan",
    ),
  },
);

/** What YAML takes for neither a text nor a number, or only some readers do. */
export const otherValue: fc.Arbitrary<RuleValue> = written(
  "true",
  "false",
  "yes",
  "No",
  "on",
  "null",
  "~",
  "2024-01-31",
  "4:30",
  "!!str 44",
  "NaN",
);

const REGEX_PIECES: readonly string[] = [
  ..."aA4^$.*+?|/é\n ",
  "(a|4)",
  "(?:a)",
  "[a-z]",
  "[^a]",
  "[]a]",
  "\\d",
  "\\.",
  "\\\\",
  "\\/",
  "{2}",
  "{,2}",
  "${",
  "$\\{",
  "\\b",
  "\\s",
  "\\x41",
  "\\x{41}",
  "\\p{L}",
  "(?<n>a)",
  '"',
  '\\"',
  "\u2028",
  "\u0085",
  "\\Qa.\\E",
  "[\\s\\S]*",
  ".*",
  "(?i)",
  "(?=a)",
];

/** A regular expression; some are none, and RE2 lacks what others need. */
export const regexValue: fc.Arbitrary<RuleValue> = textValue(fc.oneof(
  fc.constantFrom("a", "^a", "a$", "a.", "a.*A", "[a-z]4?", "", "\\\\", "/", "^$", "^\\s*$"),
  fc.array(fc.constantFrom(...REGEX_PIECES), { maxLength: 6 }).map((pieces) => pieces.join("")),
));

/** A network. */
export const networkValue: fc.Arbitrary<RuleValue> = fc.constantFrom(
  "10.0.0.0/8",
  "10.0.0.1/8",
  "10.0.0.1",
  "10.0.0.128/25",
  "0.0.0.0/0",
  "192.168.0.0/16",
  "2001:db8::/32",
  "2001:db8:0:1::/64",
  "fe80::/10",
  "::1",
  "::/0",
  "10.0.0.0/33",
).map((text) => ({ yaml: JSON.stringify(text), text }));
