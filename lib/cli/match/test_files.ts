import { type Diagnostic, formatDiagnostic } from "../../diagnostic.ts";
import { runTestFile, type TestContext } from "../../match/rule_tests/run_test_file.ts";
import type { TestOutcome } from "../../match/rule_tests/outcome.ts";
import { parseTestFile } from "../../match/rule_tests/parse_test_file.ts";
import {
  rulesBeside,
  TEST_FILE_REGEXP,
  type TestFile,
  testsBeside,
} from "../../match/rule_tests/test_file.ts";
import type { RuleReading } from "../../match/rules/rule_reader.ts";
import { linkKind } from "../../runtime/files.ts";
import type { BatchItem, FileItem } from "../../worker/protocol.ts";
import { readItem } from "../../worker/read_item.ts";
import { readEvents } from "./event_inputs.ts";
import { dirName, resolvePath, shownPath } from "../paths.ts";
import { readRules, type RuleInputs } from "./rule_inputs.ts";

/** Files that a run of tests is about. */
export interface FoundTests {
  /** Test files, in the order of the inputs. */
  readonly tests: readonly FileItem[];
  /** Files of rules, and documents of streams. */
  readonly rules: readonly BatchItem[];
}

/**
 * Finds test files: those among the inputs, and those beside the rules.
 *
 * @param items Everything that the inputs name
 */
export async function findTests(items: AsyncIterable<BatchItem>): Promise<FoundTests> {
  const tests = new Map<string, FileItem>();
  const rules: BatchItem[] = [];
  for await (const item of items) {
    if (item.kind !== "File") {
      rules.push(item);
    } else if (TEST_FILE_REGEXP.test(item.file)) {
      tests.set(item.file, item);
    } else {
      rules.push(item);
      for (const file of testsBeside(item.file)) {
        if (!tests.has(file) && isThere(file)) tests.set(file, { kind: "File", path: file, file });
      }
    }
  }
  return { tests: [...tests.values()], rules };
}

/** True when there is a file; what cannot be looked at is read, to say why. */
function isThere(file: string): boolean {
  try {
    return linkKind(file) !== null;
  } catch {
    return true;
  }
}

/** Runs test files, each with the rules that it is about. */
export class TestRunner {
  readonly #reader: RuleInputs["reader"];
  readonly #context: Omit<TestContext, "openEvents">;
  /** Files of rules among the inputs, by path. */
  readonly #items: ReadonlyMap<string, FileItem>;
  readonly #readings: Map<string, readonly RuleReading[] | Diagnostic> = new Map();

  /**
   * @param reader What reads rules
   * @param rules Files of rules among the inputs
   * @param context How tests are run
   */
  constructor(
    reader: RuleInputs["reader"],
    rules: readonly BatchItem[],
    context: Omit<TestContext, "openEvents" | "setup">,
  ) {
    this.#reader = reader;
    this.#context = { ...context, setup: reader.setup };
    this.#items = new Map(rules.flatMap((item) => item.kind === "File" ? [[item.file, item]] : []));
  }

  /** Runs a test file. A file that cannot be used gives one outcome that says why. */
  async run(item: FileItem): Promise<readonly TestOutcome[]> {
    const path = shownPath(item.file);
    const text = readItem(item);
    if (typeof text !== "string") return [notRun(path, [text])];
    const { file, diagnostics } = parseTestFile({ path, text });
    if (file === undefined) return [notRun(path, diagnostics)];
    const rules = rulesOf(file, item.file);
    const readings = this.#read(rules);
    if ("code" in readings) return [notRun(path, [readings], shownPath(rules))];
    const folder = dirName(item.file);
    return await runTestFile(file, readings, {
      ...this.#context,
      openEvents: (name) => {
        const file = resolvePath(folder, name);
        const shown = shownPath(file);
        return { path: shown, batches: readEvents({ path: shown, file }, "auto") };
      },
    });
  }

  #read(file: string): readonly RuleReading[] | Diagnostic {
    const known = this.#readings.get(file);
    if (known !== undefined) return known;
    const item = this.#items.get(file) ?? { kind: "File", path: shownPath(file), file };
    const read = readRules(item, this.#reader, ["sigma", "leql"]);
    const readings = "readings" in read ? read.readings : read;
    this.#readings.set(file, readings);
    return readings;
  }
}

/** Path of the rules that a test file is about. */
function rulesOf({ rule }: TestFile, testFile: string): string {
  if (rule !== undefined) return resolvePath(dirName(testFile), rule.value);
  const beside = rulesBeside(testFile);
  return beside.find(isThere) ?? beside[0];
}

/** The one outcome of a file whose tests cannot be run. */
function notRun(path: string, faults: readonly Diagnostic[], place: string = path): TestOutcome {
  return {
    path,
    line: place === path ? faults[0].line ?? 1 : 1,
    column: 1,
    name: "(the file)",
    status: "error",
    reasons: faults.map((fault) => formatDiagnostic(fault, place)),
    failures: [],
    failed: 0,
    events: 0,
    expected: 0,
    notes: [],
    seconds: 0,
  };
}
