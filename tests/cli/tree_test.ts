import assert from "node:assert/strict";
import { mkdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkTreePlan } from "../../lib/cli/tree_plan.ts";
import { treePath } from "../../lib/worker/tree_path.ts";
import { inFolder, list, read, records, run, write } from "./helpers.ts";
import { INVALID_RULE, KEYWORD_RULE, RULE } from "./rules.ts";

test("treePath() replaces the extension alone", () => {
  assert.equal(treePath("default", "a.b/c.d.yml"), "default/a.b/c.d.leql");
  assert.equal(treePath("default", "a.b/c"), "default/a.b/c.leql");
  assert.equal(treePath("default", ".yml"), "default/.yml.leql");
  assert.equal(treePath("default", "-"), "default/stdin.leql");
});

test("treePath() stays below the folder of the tree", () => {
  for (const path of ["/a/b.yml", "../a/b.yml", "./a/b.yml", "C:/a/b.yml", "x/../a/b.yml"]) {
    const expected = path.startsWith("x") ? "default/x/a/b.leql" : "default/a/b.leql";
    assert.equal(treePath("default", path), expected);
  }
  assert.equal(treePath("default", "a/..b/.c.yml"), "default/a/..b/.c.leql");
});

test("cli writes a tree of queries and a manifest", async () => {
  await inFolder({
    "rules/one.yml": RULE,
    "rules/sub/two.yaml": `${RULE}---\n${RULE}`,
    "rules/sub/keywords.yml": KEYWORD_RULE,
    "rules/bad.yml": INVALID_RULE,
  }, async (folder) => {
    const args = ["rules", "--to", "tree", "--out", "deep/out", "--format", "all", "-q"];
    const { code, stdout, stderr } = await run(args, { cwd: folder });
    assert.equal(code, 1);
    assert.equal(stdout + stderr, "");
    const out = join(folder, "deep/out");
    assert.deepEqual(list(out), [
      "default/one.leql",
      "default/sub/keywords.leql",
      "default/sub/two.leql",
      "leql_advanced_search/one.leql",
      "leql_advanced_search/sub/keywords.leql",
      "leql_advanced_search/sub/two.leql",
      "leql_detection_definition/one.leql",
      "leql_detection_definition/sub/two.leql",
      "manifest.ndjson",
    ]);
    const one = read(join(out, "default/one.leql"));
    assert.equal(read(join(out, "default/sub/two.leql")), `${one}\n${one}`);
    const manifest = records(read(join(out, "manifest.ndjson")));
    assert.deepEqual(manifest.map(({ path, rule, outcome }) => [path, rule, outcome]), [
      ["bad.yml", 0, "invalid"],
      ["one.yml", 0, "converted"],
      ["sub/keywords.yml", 0, "partial"],
      ["sub/two.yaml", 0, "converted"],
      ["sub/two.yaml", 1, "converted"],
    ]);
    assert.deepEqual(manifest[2].files, [
      "default/sub/keywords.leql",
      "leql_advanced_search/sub/keywords.leql",
    ]);
  });
});

test("cli writes the queries of a stream to one file of the tree", async () => {
  await inFolder({}, async (folder) => {
    const stdin = `${RULE}---\n${INVALID_RULE}---\n${RULE}`;
    await run(["-", "--to", "tree", "--out", "out"], { cwd: folder, stdin });
    assert.deepEqual(list(join(folder, "out")), ["default/stdin.leql", "manifest.ndjson"]);
    const blocks = read(join(folder, "out/default/stdin.leql")).slice(0, -1).split("\n\n");
    assert.equal(blocks.length, 2);
    await run(["-", "--to", "tree", "--out", "out"], { cwd: folder, stdin: INVALID_RULE });
    assert.deepEqual(list(join(folder, "out")), ["manifest.ndjson"]);
  });
});

test("cli removes the queries of a rule that gives none any more", async () => {
  await inFolder({ "rules/a.yml": RULE, "rules/b.yml": RULE }, async (folder) => {
    const args = ["rules", "--to", "tree", "--out", "out", "-q"];
    await run(args, { cwd: folder });
    write(join(folder, "out/default/own.leql"), "mine");
    write(join(folder, "rules/a.yml"), INVALID_RULE);
    await run(args, { cwd: folder });
    assert.deepEqual(list(join(folder, "out")), [
      "default/b.leql",
      "default/own.leql",
      "manifest.ndjson",
    ]);
  });
});

test("checkTreePlan() refuses two inputs that would write one file", async () => {
  const files = [
    "x/a.yml",
    "x/a.yaml",
    "y/b.yml",
    "z/b.yml",
    "w/c.leql/d.yml",
    "w/c.yml",
    "v/e.yml",
  ];
  await inFolder(Object.fromEntries(files.map((path) => [path, RULE])), (folder) => {
    const plan = (...names: string[]) => () =>
      checkTreePlan(
        names.map((name) =>
          name.endsWith(".yml")
            ? { kind: "file", file: join(folder, name), path: name.slice(2) }
            : { kind: "folder", file: join(folder, name), path: "" }
        ),
        (path) => /\.ya?ml$/.test(path),
      );
    assert.throws(plan("x"), /a\.yaml" and ".*a\.yml" would write the same output file/);
    assert.throws(plan("y", "z"), /would write the same/);
    assert.throws(plan("y", "y/b.yml"), /y\/b\.yml" is given twice/);
    assert.throws(plan("w"), /would write the same/);
    plan("y", "v", "z/b.yml".replace("b", "c"))();
  });
});

test("cli writes nothing when two inputs would write one file", async () => {
  await inFolder({ "rules/a.yml": RULE, "rules/a.yaml": RULE }, async (folder) => {
    const { code, stderr } = await run(["rules", "-t", "tree", "-o", "out"], { cwd: folder });
    assert.equal(code, 2);
    assert.match(stderr, /would write the same output file/);
    assert.deepEqual(list(folder), ["rules/a.yaml", "rules/a.yml"]);
  });
});

test("cli touches nothing outside of the output folder", async () => {
  const files = { "rules/sub/a.yml": RULE, "rules/b.yml": RULE, "outside/a.leql": "precious" };
  await inFolder(files, async (folder) => {
    const out = join(folder, "out");
    const args = ["rules", "-t", "tree", "-o", "out", "-q"];
    mkdirSync(join(out, "default"), { recursive: true });
    symlinkSync("../../outside", join(out, "default/sub"));
    const escaped = await run(args, { cwd: folder });
    assert.equal(escaped.code, 2);
    assert.match(escaped.stderr, /leads out of the output folder/);
    assert.deepEqual(list(join(folder, "outside")), ["a.leql"]);
    assert.equal(read(join(folder, "outside/a.leql")), "precious");
  });
  await inFolder(files, async (folder) => {
    const out = join(folder, "out");
    mkdirSync(join(out, "default/sub"), { recursive: true });
    symlinkSync("../../../outside/a.leql", join(out, "default/sub/a.leql"));
    symlinkSync("../outside/a.leql", join(out, "manifest.ndjson"));
    const { code } = await run(["rules", "-t", "tree", "-o", "out", "-q"], { cwd: folder });
    assert.equal(code, 0);
    assert.equal(read(join(folder, "outside/a.leql")), "precious");
    assert.throws(() => readlinkSync(join(out, "default/sub/a.leql")));
    assert.match(read(join(out, "default/sub/a.leql")), /whoami/);
  });
});

test("cli gives the same tree from workers", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 150 }, (_, n) => [`rules/${n % 5}/${n}.yml`, n % 9 ? RULE : INVALID_RULE]),
  );
  await inFolder(files, async (folder) => {
    const trees = await Promise.all(["0", "2"].map(async (workers) => {
      const args = ["rules", "-t", "tree", "-o", `out${workers}`, "-q", "-w", workers];
      const { code } = await run(args, { cwd: folder });
      assert.equal(code, 1);
      const root = join(folder, `out${workers}`);
      return list(root).map((path) => [path, read(join(root, path))]);
    }));
    assert.equal(trees[0].length, 134);
    assert.deepEqual(trees[1], trees[0]);
  });
});

test("cli names what an earlier run has left in a tree, and removes it with --prune", async () => {
  await inFolder(
    { "rules/one.yml": RULE, "rules/two.yml": RULE, "out/default/mine.leql": "" },
    async (folder) => {
      const args = ["rules", "--to", "tree", "--out", "out"];
      const first = await run(args, { cwd: folder });
      assert.doesNotMatch(first.stderr, /earlier run/);
      rmSync(join(folder, "rules/two.yml"));
      const second = await run(args, { cwd: folder });
      assert.match(
        second.stderr,
        /^1 query file of an earlier run.*--prune.*\n {11}default\/two.leql\n/,
      );
      assert.equal(second.code, 0);
      const pruned = await run([...args, "--prune"], { cwd: folder });
      assert.match(
        pruned.stderr,
        /^Removed 1 query file of an earlier run:\n {11}default\/two.leql\n/,
      );
      assert.deepEqual(list(join(folder, "out")), [
        "default/mine.leql",
        "default/one.leql",
        "manifest.ndjson",
      ]);
    },
  );
});

test("cli removes nothing that a forged manifest names outside of the tree", async () => {
  const forged = ["../secret.leql", "default/../../secret.leql", "manifest.ndjson", "x.leql", 7]
    .map((file) => `${JSON.stringify({ files: [file] })}\n`).join("") + "not JSON\n[]\nnull\n";
  await inFolder({
    "rules/one.yml": RULE,
    "secret.leql": "secret",
    "out/manifest.ndjson": forged,
    "out/x.leql": "mine",
  }, async (folder) => {
    const { code } = await run(["rules", "--to", "tree", "--out", "out", "--prune"], {
      cwd: folder,
    });
    assert.equal(code, 0);
    assert.equal(read(join(folder, "secret.leql")), "secret");
    assert.equal(read(join(folder, "out/x.leql")), "mine");
  });
});

test("rules of several folders have branches of their own in a tree", async () => {
  await inFolder(
    { "vendor/a.yml": RULE, "own/x/a.yml": RULE, "own/a.yml": RULE },
    async (folder) => {
      const args = ["vendor", "./own/", "--to", "tree", "--out", "out", "-q"];
      assert.equal((await run(args, { cwd: folder })).code, 0);
      assert.deepEqual(list(join(folder, "out")), [
        "default/own/a.leql",
        "default/own/x/a.leql",
        "default/vendor/a.leql",
        "manifest.ndjson",
      ]);
      const paths = records(read(join(folder, "out/manifest.ndjson"))).map(({ path }) => path);
      assert.deepEqual(paths, ["vendor/a.yml", "own/a.yml", "own/x/a.yml"]);
      const twice = await run(["own", "own/a.yml", "--to", "tree", "-o", "o"], { cwd: folder });
      assert.equal(twice.code, 2);
      assert.match(twice.stderr, /"own\/a\.yml" is given twice/);
    },
  );
});
