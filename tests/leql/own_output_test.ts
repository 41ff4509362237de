import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import test from "node:test";
import { createLeqlChecker } from "../../lib/check/leql/check_leql.ts";
import { listFiles, ROOT } from "../helpers/project.ts";

/** What a conversion warns of itself. */
const DECLARED = ["regex-flag", "undocumented-form"] as const;

test("checking the expected queries of the cases finds nothing but what their conversion says", () => {
  const checker = createLeqlChecker();
  const paths = ["tests/cases", "tests/support", "examples"]
    .flatMap((folder) => listFiles(join(ROOT, folder), ".leql"));
  let queries = 0;
  for (const path of paths) {
    const source = { path: relative(ROOT, path), text: readFileSync(path, "utf8") };
    if (source.text.trim() === "") continue;
    queries++;
    const beside = path.replace(/(?:\.\w+)?\.leql$/, ".diagnostics");
    const said = existsSync(beside) ? readFileSync(beside, "utf8") : "";
    for (const issue of checker.checkText(source)) {
      const code = DECLARED.find((one) => one.replaceAll("-", "_") === issue.validator);
      const isSaid = code !== undefined && said.includes(`[${code}]`);
      assert.ok(isSaid, `${source.path}:${issue.line}: ${issue.validator}: ${issue.message}`);
    }
  }
  assert.ok(queries > 200, `${queries} files`);
});
