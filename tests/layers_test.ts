import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import {
  COMMENT_REGEXP,
  importsIn,
  importsOf,
  projectPath,
  reachedFrom,
} from "./helpers/imports.ts";
import { listFiles, ROOT } from "./helpers/project.ts";

/** Layer of each part of lib/: a part imports lower layers and itself. See ARCHITECTURE.md. */
const LAYERS: Readonly<Record<string, number>> = {
  "source.ts": 0,
  "diagnostic.ts": 0,
  "suggest.ts": 0,
  "bytes.ts": 0,
  "runtime": 0,
  "yaml": 1,
  "event": 1,
  "sigma": 2,
  "mappings": 3,
  "pipeline": 3,
  "expr": 3,
  "leql": 4,
  "evaluate": 5,
  "verify": 6,
  "result.ts": 6,
  "compiler": 6,
  "compile.ts": 6,
  "api.ts": 6,
  "prepare_compiler.ts": 6,
  "record.ts": 7,
  "stream": 7,
  "worker": 7,
  "check": 7,
  "match": 7,
  "cli": 8,
};

/** What parts of one layer see of it; the parts of layer 3 do not see each other. */
const SAME_LAYER: Readonly<Record<string, readonly string[]>> = {
  "diagnostic.ts": ["source.ts"],
  "runtime": ["bytes.ts"],
  "compiler": ["result.ts", "verify"],
  "compile.ts": ["result.ts", "compiler"],
  "api.ts": ["result.ts", "compiler", "compile.ts"],
  "prepare_compiler.ts": ["compiler", "compile.ts", "verify"],
  "worker": ["record.ts", "stream"],
  "check": ["stream"],
  "match": ["stream", "record.ts"],
};

/** Parts that see less than all lower layers. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  "leql": ["expr", "source.ts", "diagnostic.ts", "suggest.ts"],
};

/** The only parts that import lib/runtime/. */
const PLATFORM: readonly string[] = ["runtime", "worker", "cli"];

/** The only parts that import a package. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "js-yaml": ["yaml"],
  "re2js": ["leql"],
  "@cfworker/json-schema": ["mappings"],
  "picomatch": ["cli"],
  "@huggingface/jinja": ["pipeline"],
};

/** `yaml` for lib/yaml/parse.ts, `source.ts` for lib/source.ts. */
function partOf(path: string): string {
  return path.split("/")[1];
}

const FILES = listFiles(join(ROOT, "lib"), ".ts");
const IMPORTS = FILES.flatMap(importsOf);

function isAllowed(from: string, to: string): boolean {
  if (from === to) return true;
  if (to === "runtime") return PLATFORM.includes(from);
  const only = ONLY[from];
  if (only !== undefined) return only.includes(to);
  if (LAYERS[to] < LAYERS[from]) return true;
  return LAYERS[to] === LAYERS[from] && (SAME_LAYER[from] ?? []).includes(to);
}

test("the reader of imports finds every form", () => {
  const found = importsOf(join(ROOT, "tests", "layers_test.ts")).map(({ specifier }) => specifier);
  assert.ok(found.includes("node:path") && found.includes("./helpers/project.ts"));
  assert.ok(IMPORTS.length > FILES.length, `${IMPORTS.length} imports in ${FILES.length} files`);
  const text = 'import "./a.ts";\nexport * from "./b.ts";\nimport type { C } from "./c.ts";\n' +
    'export {\n  d,\n} from "./d.ts";\nawait import("./e.ts");\nnew URL("./f.ts", import.meta.url);\n' +
    'const g: typeof import("./g.ts") = await import(\n  "./h.ts" as string\n);';
  const read = importsIn(text, "lib/x.ts");
  assert.deepEqual(read.map(({ to }) => to), [..."abcdefgh"].map((name) => `lib/${name}.ts`));
  assert.deepEqual(read.filter(({ isType }) => isType).map(({ to }) => to), [
    "lib/c.ts",
    "lib/g.ts",
  ]);
  assert.deepEqual(read.filter(({ isHidden }) => isHidden).map(({ to }) => to), ["lib/h.ts"]);
});

test("every part of lib/ has a layer, and every layer's part exists", () => {
  const parts = new Set(FILES.map((path) => partOf(projectPath(path))));
  assert.deepEqual([...parts].sort(), Object.keys(LAYERS).sort());
});

test("imports go to a lower layer or stay in their folder", () => {
  const wrong = IMPORTS
    .filter(({ to }) => to?.startsWith("lib/"))
    .filter(({ from, to }) => !isAllowed(partOf(from), partOf(to!)))
    .map(({ from, to }) => `${from} -> ${to}`);
  assert.deepEqual(wrong, []);
});

test("nothing in lib/ imports what stands outside of it", () => {
  const wrong = IMPORTS
    .filter(({ to }) => to !== undefined && !to.startsWith("lib/") && to !== "deno.json")
    .map(({ from, to }) => `${from} -> ${to}`);
  assert.deepEqual(wrong, []);
});

test("packages are imported by bare name, each in its own part", () => {
  const wrong = IMPORTS
    .filter(({ to, specifier }) => to === undefined && !specifier.startsWith("node:"))
    .filter(({ from, specifier }) => !PACKAGES[specifier]?.includes(partOf(from)))
    .map(({ from, specifier }) => `${from} -> ${specifier}`);
  assert.deepEqual(wrong, []);
});

test("only lib/runtime/ names a platform", () => {
  const wrong: string[] = [];
  for (const path of FILES) {
    const name = projectPath(path);
    if (partOf(name) === "runtime") continue;
    // Literals may say "Deno" or "process"; code may not.
    const code = readFileSync(path, "utf8").replace(COMMENT_REGEXP, "")
      .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');
    const named = /(?<![.\w])(?:Deno|Bun|process|Buffer|__dirname|require)\s*[.(!?[]/.exec(code);
    if (named !== null) wrong.push(`${name}: ${named[0]}`);
  }
  const modules = IMPORTS
    .filter(({ from, specifier }) => specifier.startsWith("node:") && partOf(from) !== "runtime")
    .map(({ from, specifier }) => `${from} -> ${specifier}`);
  assert.deepEqual([...wrong, ...modules], []);
});

test("what mod.ts exports reaches no platform", () => {
  const reached = reachedFrom("mod.ts", () => true);
  assert.ok(reached.size > 50);
  const platform = [...reached].filter((path) => /^lib\/(?:runtime|worker|cli)\//.test(path));
  assert.deepEqual(platform, []);
});

test("a conversion starts without what it does not need", () => {
  const reached = reachedFrom("cli.ts", ({ isType, isHidden }) => !isType && !isHidden);
  assert.ok(reached.has("lib/compiler/create_compiler.ts"));
  const unneeded = [...reached].filter((path) =>
    /^lib\/(?:check|evaluate|event|match|pipeline|verify|cli\/mapping|mappings\/tools)\//.test(path)
  );
  assert.deepEqual(unneeded, []);
  const packages = [...reached].filter((path) => path.endsWith(".ts"))
    .flatMap((path) => importsOf(join(ROOT, path)))
    .flatMap(({ specifier, to, isType }) => to === undefined && !isType ? specifier : []);
  assert.deepEqual([...new Set(packages)].sort(), ["js-yaml", "re2js"]);
});

test("no file imports itself, over any number of steps", () => {
  const targets = new Map<string, string[]>();
  for (const path of FILES) {
    const name = projectPath(path);
    targets.set(name, importsOf(path).flatMap(({ to, isType }) => isType ? [] : to ?? []));
  }
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    assert.ok(!trail.includes(name), [...trail, name].join(" -> "));
    if (done.has(name)) return;
    for (const to of targets.get(name) ?? []) visit(to, [...trail, name]);
    done.add(name);
  };
  for (const name of targets.keys()) visit(name, []);
});
