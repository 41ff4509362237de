/**
 * Reads test files.
 *
 * @module
 */

import { type Diagnostic, locate } from "../../diagnostic.ts";
import { type JsonObject, makeEvent } from "../../event/event.ts";
import type { Source } from "../../source.ts";
import { didYouMean } from "../../suggest.ts";
import type { YamlMapping, YamlNode, YamlPair } from "../../yaml/node.ts";
import { parseYaml } from "../../yaml/parse.ts";
import {
  type InlineEvent,
  type Placed,
  type RuleTest,
  TEST_FIELDS,
  type TestEvents,
  type TestFields,
  type TestFile,
} from "./test_file.ts";
import { startOf, TestYaml } from "./test_yaml.ts";
import { toJson } from "./yaml_json.ts";

/** A test file, or what is wrong with it. */
export interface ParsedTestFile {
  /** Absent when there is a fault. */
  readonly file?: TestFile;
  /** Faults, each with line and column. */
  readonly diagnostics: readonly Diagnostic[];
}

const FILE_KEYS = ["rule", "tests"] as const;
const TEST_KEYS = ["name", "id", "fields", "match", "no_match"] as const;
const EVENTS_KEYS = ["events", "file"] as const;

const NO_EVENTS: TestEvents = { events: [], files: [] };

/**
 * Reads a test file; `docs/testing.md` describes it.
 *
 * @param source YAML and the path to name in reports
 * @returns The tests, or every fault: `invalid-test-file` and those of YAML; never throws
 *
 * @example A misspelt key
 * ```ts
 * import { parseTestFile } from "./parse_test_file.ts";
 * import assert from "node:assert/strict";
 *
 * const text = "tests:\n  - name: finds whoami\n    matches: [{Image: whoami.exe}]\n";
 * const { diagnostics: [fault] } = parseTestFile({ path: "whoami.test.yml", text });
 * assert.equal(fault.hint, 'Did you mean "match"?');
 * assert.deepEqual([fault.line, fault.column], [3, 5]);
 * ```
 */
export function parseTestFile(source: Source): ParsedTestFile {
  const yaml = new TestYaml(source);
  const file = new TestFileReader(yaml).read();
  const diagnostics = yaml.faults.map((fault) => locate(fault, source.text));
  return diagnostics.length > 0 ? { diagnostics } : { file, diagnostics };
}

class TestFileReader {
  readonly #yaml: TestYaml;

  constructor(yaml: TestYaml) {
    this.#yaml = yaml;
  }

  read(): TestFile | undefined {
    const documents = parseYaml(this.#yaml.source.text);
    for (const { diagnostics } of documents) this.#yaml.faults.push(...diagnostics);
    if (documents.length !== 1) {
      const what = documents.length === 0 ? "The file is empty" : "A test file is one document";
      this.#yaml.fault(what, documents[1]?.root?.span ?? { start: 0, end: 0 });
      return undefined;
    }
    const [{ root }] = documents;
    if (root === undefined) return undefined;
    if (root.kind !== "Mapping") {
      this.#yaml.fault('A test file is a mapping with the key "tests"', root.span);
      return undefined;
    }
    const pairs = this.#yaml.pairs(root, FILE_KEYS, "A test file");
    const rule = this.#yaml.text(pairs.get("rule"));
    const tests = this.#tests(pairs.get("tests"), root);
    return { path: this.#yaml.source.path, ...(rule && { rule }), tests };
  }

  #tests(pair: YamlPair | undefined, root: YamlMapping): RuleTest[] {
    if (pair === undefined) {
      this.#yaml.fault('The test file has no "tests"', startOf(root.span));
      return [];
    }
    const { key, value } = pair;
    if (value.kind !== "Sequence" || value.items.length === 0) {
      this.#yaml.fault('"tests" is not a list of tests', key.span);
      return [];
    }
    return value.items.flatMap((item) => this.#test(item) ?? []);
  }

  #test(node: YamlNode): RuleTest | undefined {
    if (node.kind !== "Mapping") {
      this.#yaml.fault("A test is a mapping with a name and events", startOf(node.span));
      return undefined;
    }
    const pairs = this.#yaml.pairs(node, TEST_KEYS, "A test");
    const name = this.#yaml.text(pairs.get("name"));
    if (!pairs.has("name")) this.#yaml.fault("The test has no name", startOf(node.span));
    const match = this.#events(pairs.get("match"));
    const noMatch = this.#events(pairs.get("no_match"));
    if (!pairs.has("match") && !pairs.has("no_match")) {
      this.#yaml.fault('The test has neither "match" nor "no_match"', startOf(node.span));
    }
    const id = this.#yaml.text(pairs.get("id"));
    const fields = this.#fields(pairs.get("fields"));
    return {
      ...this.#yaml.position(node.span),
      name: name?.value ?? "",
      ...(id && { id }),
      ...(fields && { fields }),
      match,
      noMatch,
    };
  }

  #fields(pair: YamlPair | undefined): TestFields | undefined {
    const text = this.#yaml.text(pair)?.value;
    const fields = TEST_FIELDS.find((known) => known === text);
    if (text === undefined || fields !== undefined) return fields;
    const known = `Known are ${TEST_FIELDS.join(", ")}`;
    const hint = didYouMean(text, TEST_FIELDS) ?? known;
    this.#yaml.fault(`"fields" has the unknown value "${text}"`, pair!.value.span, hint);
    return undefined;
  }

  #events(pair: YamlPair | undefined): TestEvents {
    if (pair === undefined) return NO_EVENTS;
    const { key, value } = pair;
    if (value.kind === "Scalar") {
      const hint = "Write events as a list, or a file as {file: events.ndjson}";
      this.#yaml.fault(`"${key.text}" is not a list of events`, key.span, hint);
      return NO_EVENTS;
    }
    const faults = this.#yaml.faults.length;
    const events = value.kind === "Sequence"
      ? { events: this.#inline(value.items), files: [] }
      : this.#eventsAndFiles(key.text, value);
    if (this.#yaml.faults.length === faults && events.events.length + events.files.length === 0) {
      this.#yaml.fault(`"${key.text}" has no events`, key.span);
    }
    return events;
  }

  #eventsAndFiles(key: string, mapping: YamlMapping): TestEvents {
    const hint = "Write events as a list, with - before each";
    const pairs = this.#yaml.pairs(mapping, EVENTS_KEYS, `"${key}"`, hint);
    const listed = pairs.get("events")?.value;
    if (listed !== undefined && listed.kind !== "Sequence") {
      this.#yaml.fault('"events" is not a list of events', listed.span);
    }
    const events = listed?.kind === "Sequence" ? this.#inline(listed.items) : [];
    return { events, files: this.#files(pairs.get("file")) };
  }

  #inline(nodes: readonly YamlNode[]): InlineEvent[] {
    return nodes.flatMap((node): InlineEvent[] => {
      const position = this.#yaml.position(node.span);
      if (node.kind === "Mapping") {
        const fields = toJson(node) as JsonObject;
        return [{ ...position, event: makeEvent(fields) }];
      }
      if (node.kind === "Scalar" && node.type === "string") {
        return [{ ...position, event: makeEvent({}, node.text) }];
      }
      this.#yaml.fault("An event is a mapping of fields, or a text as its raw line", node.span);
      return [];
    });
  }

  #files(pair: YamlPair | undefined): Placed<string>[] {
    if (pair === undefined) return [];
    const nodes = pair.value.kind === "Sequence" ? pair.value.items : [pair.value];
    return nodes.flatMap((node) => this.#yaml.text({ key: pair.key, value: node }) ?? []);
  }
}
