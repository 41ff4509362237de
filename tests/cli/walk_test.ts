import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { filePattern } from "../../lib/cli/file_pattern.ts";
import { walk } from "../../lib/cli/walk.ts";
import { inFolder } from "./helpers.ts";

async function found(root: string, ...patterns: string[]): Promise<string[]> {
  const { accept } = await filePattern(patterns, []);
  return [...walk(root, accept)].map((item) =>
    item.kind === "Fault" ? `${item.path}: ${item.fault.code}` : item.path
  );
}

test("walk() yields files in the order of their paths", async () => {
  const paths = [
    "a/z.yml",
    "a.yml",
    "a-b/c.yml",
    "B.yml",
    "a/b/c.yaml",
    "ä.yml",
    "no.txt",
    ".h/x.yml",
  ];
  await inFolder(Object.fromEntries(paths.map((path) => [path, ""])), async (root) => {
    const expected = paths.filter((path) => path !== "no.txt").sort();
    assert.deepEqual(await found(root), expected);
  });
});

test("walk() takes names with spaces, quotes, line breaks and other scripts", async () => {
  const names = [
    "a b.yml",
    `q"'.yml`,
    "line\nbreak.yml",
    "日本/é 😀.yml",
    "-x.yml",
    "back\\slash.yml",
  ];
  await inFolder(Object.fromEntries(names.map((name) => [name, ""])), async (root) => {
    assert.deepEqual(await found(root), [...names].sort());
  });
});

test("walk() holds patterns against names, or against paths when they have a slash", async () => {
  await inFolder(
    { "a.yml": "", "b/c.sigma": "", "b/a.yml": "", "d/.e.sigma": "" },
    async (root) => {
      assert.deepEqual(await found(root, "*.sigma"), ["b/c.sigma", "d/.e.sigma"]);
      assert.deepEqual(await found(root, "b/*"), ["b/a.yml", "b/c.sigma"]);
      assert.deepEqual(await found(root, "a.*", "**/*.sigma"), [
        "a.yml",
        "b/a.yml",
        "b/c.sigma",
        "d/.e.sigma",
      ]);
      assert.deepEqual(await found(root, "{x,y}.yml"), []);
    },
  );
});

test("walk() follows links to files inside the root alone", async () => {
  await inFolder({ "root/a/x.yml": "", "out/y.yml": "", "out/z.txt": "" }, async (folder) => {
    const root = join(folder, "root");
    symlinkSync("a/x.yml", join(root, "inside.yml"));
    symlinkSync("../out/y.yml", join(root, "escapes.yml"));
    symlinkSync("../out", join(root, "folder"));
    symlinkSync("../out/z.txt", join(root, "other.txt"));
    symlinkSync("nosuch", join(root, "dangles.yml"));
    symlinkSync("circle.yml", join(root, "circle.yml"));
    assert.deepEqual(await found(root), [
      "a/x.yml",
      "circle.yml: io-symlink",
      "dangles.yml: io-symlink",
      "escapes.yml: io-symlink",
      "folder: io-symlink",
      "inside.yml",
    ]);
  });
});

test("walk() is not caught in loops of links", async () => {
  await inFolder({ "a/x.yml": "", "b/y.yml": "" }, async (root) => {
    symlinkSync("..", join(root, "a/up"));
    symlinkSync("../b", join(root, "a/b"));
    symlinkSync("../a", join(root, "b/a"));
    assert.deepEqual(await found(root), ["a/x.yml", "b/y.yml"]);
  });
});

test("walk() takes a root that is itself a link", async () => {
  await inFolder({ "real/a.yml": "" }, async (folder) => {
    symlinkSync("real", join(folder, "link"));
    symlinkSync("a.yml", join(folder, "real/b.yml"));
    assert.deepEqual(await found(join(folder, "link")), ["a.yml", "b.yml"]);
  });
});

test("walk() reports a folder that vanishes, and goes on", async () => {
  await inFolder({ "a.yml": "", "b.yml": "" }, async (root) => {
    mkdirSync(join(root, "aa"));
    const paths: string[] = [];
    const { rmdirSync } = await import("node:fs");
    for (const item of walk(root, (path) => path.endsWith(".yml"))) {
      if (item.path === "a.yml") rmdirSync(join(root, "aa"));
      paths.push(item.kind === "Fault" ? `${item.path}: ${item.fault.code}` : item.path);
    }
    assert.deepEqual(paths, ["a.yml", "aa: io-not-found", "b.yml"]);
  });
});
