import assert from "node:assert/strict";
import { truncateSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inFolder, list, read, records, run, write } from "./helpers.ts";
import { INVALID_RULE, KEYWORD_RULE, RULE, UNSUPPORTED_RULE } from "./rules.ts";

test("cli writes records to standard output and a summary to standard error", async () => {
  await inFolder({ "rules/sub/a.yml": RULE }, async (folder) => {
    const { code, stdout, stderr } = await run(["rules"], { cwd: folder });
    assert.equal(code, 0);
    const [record] = records(stdout);
    assert.equal(record.path, "sub/a.yml");
    assert.equal(record.title, "Whoami");
    assert.match(record.query, /whoami/);
    assert.match(
      stderr,
      /^1 rule in .* 1 query\n +1 {2}converted\n +1 {2}of these on keys .* seen .*\n$/,
    );
  });
});

test("files of several inputs have paths of their own", async () => {
  await inFolder({ "a/x.yml": RULE, "b/c/x.yml": RULE, "x.yml": RULE }, async (folder) => {
    const paths = async (...args: string[]): Promise<string[]> => {
      const { stdout } = await run(args, { cwd: folder });
      return records(stdout).map(({ path }) => path);
    };
    assert.deepEqual(await paths("./a", "b/", "x.yml"), ["a/x.yml", "b/c/x.yml", "x.yml"]);
    assert.deepEqual(await paths("b/c/x.yml", "a/x.yml"), ["b/c/x.yml", "a/x.yml"]);
    assert.deepEqual(await paths("b", "--filter", "a/x.yml"), ["c/x.yml", "x.yml"]);
    assert.deepEqual(await paths("b/c/x.yml"), ["x.yml"]);
  });
});

test("cli tells of inputs that lie in each other", async () => {
  await inFolder({ "a/b/x.yml": RULE, "ab/x.yml": RULE }, async (folder) => {
    const told = async (...args: string[]): Promise<string[]> => {
      const { stderr } = await run(args, { cwd: folder });
      return stderr.split("\n").filter((line) => line.startsWith("Warning"));
    };
    assert.deepEqual(await told("./a", "ab"), []);
    assert.deepEqual(await told("./a/", "ab", "a/b/x.yml"), [
      'Warning: the input "a/b/x.yml" lies in "a": its rules are converted twice',
    ]);
    assert.deepEqual(await told("a", "."), [
      'Warning: the input "a" lies in ".": its rules are converted twice',
    ]);
    assert.deepEqual(await told(".", folder.replace(/\/[^/]*$/, "/nosuch")), []);
    assert.deepEqual(await told("ab", "a/../ab"), [
      'Warning: the input "ab" lies in "ab": its rules are converted twice',
    ]);
  });
});

test("cli exits with 0, 1 or 2 by what became of the rules", async () => {
  await inFolder({
    "good/a.yml": RULE,
    "unsupported/a.yml": UNSUPPORTED_RULE,
    "unsupported/b.yml": RULE,
    "partial/a.yml": KEYWORD_RULE,
    "invalid/a.yml": INVALID_RULE,
    "invalid/b.yml": UNSUPPORTED_RULE,
    "none/a.txt": RULE,
  }, async (folder) => {
    const cases: [number, ...string[]][] = [
      [0, "good"],
      [1, "unsupported"],
      [1, "unsupported", "--fail-unsupported"],
      [0, "unsupported", "--skip-unsupported"],
      [1, "partial", "--format", "all"],
      [0, "partial", "--format", "all", "--skip-unsupported"],
      [1, "invalid", "--skip-unsupported"],
      [2, "none"],
      [2, "good", "--file-pattern", "*.sigma"],
      [2, "-"],
      [2, "nosuch"],
      [2, "good", "nosuch.yml"],
      [2],
      [2, "good", "--nosuch"],
    ];
    const codes = await Promise.all(cases.map(async ([expected, ...args]) => {
      const { code, stdout, stderr } = await run(args, { cwd: folder });
      assert.equal(code, expected, `${args}: ${stderr}`);
      if (code === 2) assert.match(stderr, /^Error: /);
      assert.doesNotMatch(stderr, /\n\s+at /);
      return stdout;
    }));
    assert.equal(records(codes[3]).length, 2, "unsupported rules stand in the output");
  });
});

test("cli converts the good files of a folder whatever the others are", async () => {
  const files = {
    "rules/alias.yml": `a: &a [${"x, ".repeat(50)}x]\nb: &b [${"*a, ".repeat(50)}*a]\n` +
      `c: &c [${"*b, ".repeat(50)}*b]\nd: &d [${"*c, ".repeat(50)}*c]\n`,
    "rules/deep.yml": "[".repeat(100_000),
    "rules/empty.yml": "",
    "rules/good.yml": RULE,
    "rules/large.yml": "",
    "rules/latin1.yml": new Uint8Array([0x61, 0x3a, 0x20, 0xe4]),
    "rules/scalar.yml": "just text\n",
    "rules/syntax.yml": "a: [b\n",
    "rules/z good.yml": `${RULE}---\n${INVALID_RULE}`,
  };
  await inFolder(files, async (folder) => {
    truncateSync(join(folder, "rules/large.yml"), 50_000_000);
    const { code, stdout, stderr } = await run(["rules", "--quiet"], { cwd: folder });
    assert.equal(code, 1);
    assert.equal(stderr, "");
    assert.deepEqual(records(stdout).map(({ path, rule, error }) => [path, rule, error?.code]), [
      ["alias.yml", 0, "yaml-alias-limit"],
      ["deep.yml", 0, "yaml-depth"],
      ["empty.yml", 0, "empty-file"],
      ["good.yml", 0, undefined],
      ["large.yml", 0, "io-too-large"],
      ["latin1.yml", 0, "io-not-utf8"],
      ["scalar.yml", 0, "not-a-rule"],
      ["syntax.yml", 0, "yaml-syntax"],
      ["z good.yml", 0, undefined],
      ["z good.yml", 1, "missing-condition"],
    ]);
  });
});

test("cli takes names with quotes, line breaks and other scripts", async () => {
  const name = `it's "a"\nrüle 😀.yml`;
  await inFolder({ [`x/${name}`]: RULE, [`x/y/${name}`]: RULE }, async (folder) => {
    const { stdout } = await run([`x/y/${name}`, "x", "convert"], { cwd: folder });
    assert.equal(stdout, "");
    const { code, stdout: good } = await run(["convert", `x/y/${name}`, "x"], { cwd: folder });
    assert.equal(code, 0);
    assert.deepEqual(records(good).map(({ path }) => path), [
      `x/y/${name}`,
      `x/${name}`,
      `x/y/${name}`,
    ]);
  });
});

test("cli reads a stream of documents from standard input", async () => {
  const stdin = `# head\n---\n${RULE}---\n${INVALID_RULE}---\n---\n${RULE}`;
  const { code, stdout } = await run(["-"], { stdin });
  assert.equal(code, 1);
  const found = records(stdout);
  assert.deepEqual(found.map(({ path, rule, error }) => [path, rule, error?.code]), [
    ["-", 0, undefined],
    ["-", 1, "missing-condition"],
    ["-", 2, undefined],
  ]);
  const line = stdin.slice(0, stdin.indexOf(INVALID_RULE)).split("\n").length;
  assert.ok(found[1].error.line >= line, `${found[1].error.line} is in the second document`);
});

test("cli goes on behind a document of a stream that is not UTF-8", async () => {
  const parts = [`${RULE}---\na: `, new Uint8Array([0xe4]), `\n---\n${RULE}`];
  const stdin = new Uint8Array(await new Blob(parts).arrayBuffer());
  const { code, stdout } = await run(["-", "-q"], { stdin });
  assert.equal(code, 1);
  assert.deepEqual(records(stdout).map(({ rule, error }) => [rule, error?.code]), [
    [0, undefined],
    [1, "io-not-utf8"],
    [2, undefined],
  ]);
});

test("cli gives the same bytes whatever the number of workers", async () => {
  const files: Record<string, string> = {};
  const rules = [RULE, UNSUPPORTED_RULE, INVALID_RULE, KEYWORD_RULE, `${RULE}---\n${RULE}`, ""];
  for (let index = 0; index < 300; index++) {
    files[`rules/${index % 7}/${index}.yml`] = rules[index % rules.length];
  }
  await inFolder(files, async (folder) => {
    const counts = { ndjson: ["0", "1", "2", "8"], text: ["0", "2"] };
    for (const [to, numbers] of Object.entries(counts)) {
      const outputs = await Promise.all(numbers.map(async (workers) => {
        const { stdout, stderr } = await run(
          ["rules", "--format", "all", "--to", to, "--workers", workers],
          { cwd: folder },
        );
        assert.match(stderr, /350 rules in /);
        return stdout;
      }));
      assert.ok(outputs[0].length > 1000);
      for (const output of outputs) assert.equal(output, outputs[0]);
    }
    const stream = Object.values(files).join("---\n");
    const streams = await Promise.all(
      ["0", "2"].map(async (workers) =>
        (await run(["-", "--workers", workers], { stdin: stream })).stdout
      ),
    );
    assert.equal(records(streams[0]).length, 300);
    assert.equal(streams[1], streams[0]);
  });
});

test("cli writes queries for people", async () => {
  const files = { "a.yml": RULE, "b.yml": INVALID_RULE, "c.yml": RULE };
  await inFolder(files, async (folder) => {
    const args = [".", "--to", "text", "--format", "default,leql_advanced_search", "-q"];
    const { code, stdout, stderr } = await run(args, { cwd: folder });
    assert.equal(code, 1);
    const blocks = stdout.slice(0, -1).split("\n\n");
    assert.equal(blocks.length, 4);
    assert.equal(blocks[1], `where(${blocks[0]})`);
    assert.match(stderr, /^b\.yml:\d+:\d+: error: .* \[missing-condition\]\n$/);
  });
});

test("cli writes a file that appears whole, in the place of an older one", async () => {
  await inFolder({ "a.yml": RULE, "out.ndjson": "old" }, async (folder) => {
    const { code, stdout } = await run(["a.yml", "--out", "out.ndjson"], { cwd: folder });
    assert.equal(code, 0);
    assert.equal(stdout, "");
    assert.equal(records(read(join(folder, "out.ndjson"))).length, 1);
    assert.deepEqual(list(folder), ["a.yml", "out.ndjson"]);
    const none = await run(["-", "--out", "out.ndjson"], { cwd: folder });
    assert.equal(none.code, 2);
    assert.equal(records(read(join(folder, "out.ndjson"))).length, 1);
    assert.deepEqual(list(folder), ["a.yml", "out.ndjson"]);
  });
});

test("cli says in one line that an output cannot be written", async () => {
  await inFolder({ "a.yml": RULE, "folder/x": "" }, async (folder) => {
    const cases: [string, RegExp][] = [
      ["folder", /it is a folder/],
      ["nosuch/out.ndjson", /does not exist/],
      ["a.yml/out.ndjson", /not a folder/],
    ];
    const { platform } = await import("node:process");
    if (platform === "linux") cases.push(["/dev/full", /no space left on the device/]);
    await Promise.all(cases.map(async ([out, message]) => {
      const { code, stderr } = await run(["a.yml", "--out", out], { cwd: folder });
      assert.equal(code, 2);
      assert.match(stderr, message);
      assert.match(stderr, /^Error: Cannot write .* \[io-write\]\n$/);
    }));
    const same = await run(["a.yml", "--out", "./a.yml"], { cwd: folder });
    assert.equal(same.code, 2);
    assert.match(same.stderr, /is also an input/);
    const within = await run([".", "--out", "a.yml"], { cwd: folder });
    assert.match(within.stderr, /^Error: Output "a\.yml" is also an input\n/);
    const beside = await run([".", "--out", "folder/x"], { cwd: folder });
    assert.equal(beside.code, 0, beside.stderr);
    assert.equal(read(join(folder, "a.yml")), RULE);
    assert.deepEqual(list(folder), ["a.yml", "folder/x"]);
  });
});

test("cli merges mapping tables of files", async () => {
  const table = {
    name: "site",
    entries: { own: { logsources: [{ product: "nosuchproduct" }], fields: { a: "own_key" } } },
  };
  await inFolder({ "a.yml": UNSUPPORTED_RULE, "b.yml": RULE }, async (folder) => {
    write(join(folder, "site.json"), JSON.stringify(table));
    write(join(folder, "bad.json"), `{"name": 1}`);
    const args = ["a.yml", "b.yml", "--mapping"];
    const [good, bad, none] = await Promise.all([
      run([...args, "insightidr,site.json"], { cwd: folder }),
      run([...args, "bad.json"], { cwd: folder }),
      run([...args, "insightdir"], { cwd: folder }),
    ]);
    assert.equal(good.code, 0, good.stderr);
    assert.match(records(good.stdout)[0].query, /own_key/);
    assert.equal(bad.code, 2);
    assert.match(bad.stderr, /bad\.json:1:\d+: error: \$\.name /);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /Did you mean "insightidr"\?/);
  });
});

test("cli prints help, version, and the mapping tables", async () => {
  await inFolder({ "bad.json": `{"name": "x", "nosuch": 1}` }, async (folder) => {
    const [help, version, print, schema, valid, invalid, unknown] = await Promise.all([
      run(["--help"]),
      run(["-V"]),
      run(["mapping", "print", "pysigma"]),
      run(["mapping", "schema"]),
      run(["mapping", "validate", "insightidr", "pysigma"]),
      run(["mapping", "validate", join(folder, "bad.json")]),
      run(["mapping", "prin"]),
    ]);
    assert.match(help.stdout, /Usage:/);
    assert.match(version.stdout, /^sigma-leql \d+\.\d+\.\d+\n$/);
    assert.equal(JSON.parse(print.stdout).name, "pysigma");
    assert.match(JSON.parse(schema.stdout).$schema, /2020-12/);
    assert.match(valid.stdout, /insightidr: valid\npysigma: valid\n/);
    for (const { code } of [help, version, print, schema, valid]) assert.equal(code, 0);
    assert.equal(invalid.code, 1);
    assert.match(invalid.stdout, /nosuch/);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /Did you mean "print"\?/);
  });
});
