import assert from "node:assert/strict";
import { test } from "node:test";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { type ArgPart, type OptionShape, splitArgs } from "../../lib/cli/split_args.ts";

const OPTIONS: readonly OptionShape[] = [
  { name: "out", short: "o", value: "FILE" },
  { name: "format", value: "NAME" },
  { name: "quiet", short: "q" },
  { name: "force", short: "f" },
];

/** What `node:util` makes of the arguments. */
function byNode(args: readonly string[]): ArgPart[] {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(OPTIONS.map(({ name, short, value }) => {
      const type = value === undefined ? "boolean" as const : "string" as const;
      return [name, short === undefined ? { type } : { type, short }];
    })),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return tokens.flatMap((token): ArgPart[] => {
    if (token.kind === "option-terminator") return [];
    if (token.kind === "positional") return [{ kind: "input", value: token.value }];
    const { name, rawName, value } = token;
    return [{ kind: "option", name, rawName, value }];
  });
}

test("splitArgs() reads arguments as node:util does", () => {
  const word = fc.stringMatching(/^[a-z=é.]{0,4}$/);
  const arg = fc.oneof(
    word,
    fc.constantFrom("--", "-", "--out", "--format", "--quiet", "--out=", "--quiet=", "---"),
    fc.tuple(fc.constantFrom("-o", "-q", "-qf", "-fo", "-qz", "-é", "--"), word).map((all) =>
      all.join("")
    ),
    fc.tuple(fc.constantFrom("--out=", "--nosuch=", "--quiet="), fc.string()).map((all) =>
      all.join("")
    ),
  );
  // An option without a name is none, whatever it is called.
  const named = arg.filter((text) => !text.startsWith("--="));
  const list = fc.array(named, { maxLength: 6 }).filter((args) =>
    !args.some((text, at) =>
      /^(?:--out|--format|-[^-o]*o)$/.test(text) && /^-[^]/.test(args[at + 1] ?? "")
    )
  );
  fc.assert(
    fc.property(list, (args) => {
      assert.deepEqual(splitArgs(args, OPTIONS), byNode(args));
    }),
    { numRuns: 2000 },
  );
});

test("splitArgs() takes a letter outside the basic plane for one option", () => {
  assert.deepEqual(splitArgs(["-q😀"], OPTIONS), [
    { kind: "option", name: "quiet", rawName: "-q", value: undefined },
    { kind: "option", name: "😀", rawName: "-😀", value: undefined },
  ]);
});

test("splitArgs() takes no option for a value", () => {
  const option = (name: string, rawName: string, value?: string): ArgPart => {
    return { kind: "option", name, rawName, value };
  };
  assert.deepEqual(splitArgs(["--out", "-q", "-o", "--format", "-o", "-"], OPTIONS), [
    option("out", "--out"),
    option("quiet", "-q"),
    option("out", "-o"),
    option("format", "--format"),
    option("out", "-o", "-"),
  ]);
  assert.deepEqual(splitArgs(["--out=-q"], OPTIONS), [option("out", "--out", "-q")]);
});
