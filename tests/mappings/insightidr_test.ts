import assert from "node:assert/strict";
import { test } from "node:test";
import { compileRule } from "../../lib/api.ts";
import type { Choices } from "../../lib/mappings/table.ts";

/** Queries and losses of a detection section under the default table. */
function convert(
  logsource: string,
  detection: string,
  choices?: Choices,
): { readonly query: string | undefined; readonly losses: readonly string[] } {
  const text = `title: T\nlogsource: {${logsource}}\ndetection:\n  s: {${detection}}\n` +
    "  condition: s\n";
  const options = { formats: ["default"], ...(choices === undefined ? {} : { choices }) } as const;
  const { queries, diagnostics } = compileRule(text, options);
  const losses = diagnostics.filter(({ effect }) => effect !== undefined)
    .map(({ code, effect }) => `${code} ${effect}`);
  return { query: queries[0]?.query, losses };
}

const START = "category: process_creation, product: ";
const DEFENDER = "product: windows, service: windefend";
const FLAT = 'sourceName = NOCASE("Microsoft-Windows-Windows Defender") AND ';

/** Log source, detection section, query, losses. */
const CASES: readonly (readonly [string, string, string, readonly string[]])[] = [
  // Process starts by platform.
  [`${START}windows`, "Image: a", 'process.exe_path = NOCASE("a")', []],
  ["category: process_creation", "Image: a", 'process.exe_path = NOCASE("a")', []],
  [
    `${START}linux`,
    "Image: a",
    'os_type = NOCASE("LINUX") AND process.exe_path = NOCASE("a")',
    [],
  ],
  [`${START}macos`, "Image: a", 'process.exe_path = NOCASE("a")', ["entry-loss broader"]],
  // Only Windows puts a domain in front of an account.
  [
    `${START}windows`,
    "User|contains: AUTHORI",
    'process.username ICONTAINS "AUTHORI"',
    ["field-loss mixed"],
  ],
  [
    `${START}linux`,
    "User: root",
    'os_type = NOCASE("LINUX") AND process.username = NOCASE("root")',
    [],
  ],
  // A raw log that does not say which one it is.
  ["product: github, service: audit", "action: a", 'action = NOCASE("a")', ["entry-loss broader"]],
  ["category: database", "'|contains': abc", "/abc/i", ["entry-loss broader"]],
  ["product: zeek, service: http", "uri: a", 'uri = NOCASE("a")', ["entry-loss broader"]],
  ["product: linux, service: syslog", "'|contains': abc", "/abc/i", ["entry-loss broader"]],
  // And those that do.
  ["product: linux, service: auditd", "type: EXECVE", 'type = NOCASE("EXECVE")', []],
  ["category: application, product: opencanary", "logtype: 3000", "logtype=3000", []],
  [
    "product: kubernetes, service: audit",
    "verb: delete",
    'apiVersion ISTARTS-WITH "audit.k8s.io/" AND verb = NOCASE("delete")',
    [],
  ],
  // Detections of Defender are not in its log, and its other events are nowhere else.
  [DEFENDER, "EventID: [1116, 1117]", "source_json.eventCode IN [1116, 1117]", []],
  [
    DEFENDER,
    "EventID: [1006, 1015, 1116, 1117]",
    "source_json.eventCode IN [1006, 1015, 1116, 1117]",
    ["entry-loss narrower"],
  ],
  [DEFENDER, "EventID: 5001", `${FLAT}eventCode=5001`, []],
  [
    DEFENDER,
    "EventID: [1116, 5001]",
    `${FLAT}(eventCode IN [1116, 5001])`,
    ["entry-loss narrower"],
  ],
  // A key that only some sites have.
  [
    "category: application, product: rpc_firewall",
    "OpNum: 5",
    "custom_data.OpNum=5",
    ["field-loss mixed"],
  ],
  // Sysmon's event 12 is both creation and deletion.
  [
    "category: registry_delete, product: windows",
    "TargetObject: a",
    'data.eventCode=12 AND (xml.eventdata.eventtype IIN ["DeleteKey", "DeleteValue"]) AND ' +
    'data.logName = NOCASE("Microsoft-Windows-Sysmon/Operational") AND ' +
    'xml.eventdata.targetobject = NOCASE("a")',
    [],
  ],
  [
    "category: registry_add, product: windows",
    "TargetObject: a, EventType: CreateKey",
    'data.eventCode=12 AND data.logName = NOCASE("Microsoft-Windows-Sysmon/Operational") AND ' +
    'xml.eventdata.targetobject = NOCASE("a") AND xml.eventdata.eventtype = NOCASE("CreateKey")',
    [],
  ],
  // Synonyms have one word, and different meanings a loss.
  ["category: firewall", "action: allow", 'connection_status = NOCASE("ACCEPT")', []],
  ["category: firewall", "action: [deny, reject]", 'connection_status = NOCASE("DENY")', []],
  [
    "category: firewall",
    "action: reset",
    'connection_status = NOCASE("DENY")',
    ["shared-value broader"],
  ],
  // Web servers write - for no value.
  [
    "category: webserver",
    "cs-referer: null",
    'cs_Referer != /.+/ OR cs_Referer = NOCASE("-")',
    ["entry-loss broader"],
  ],
];

for (const [logsource, detection, query, losses] of CASES) {
  test(`insightidr: {${logsource}} with ${detection}`, () => {
    assert.deepEqual(convert(logsource, detection), { query, losses });
  });
}

test("insightidr: two fields of a firewall rule under one key name its word once", () => {
  const text = "title: T\nlogsource: {category: firewall}\ndetection:\n  a: {action: allow}\n" +
    "  b: {blocked: 'false'}\n  condition: 1 of them\n";
  const { queries, diagnostics } = compileRule(text, { formats: ["default"] });
  assert.deepEqual(queries.map(({ query }) => query), ['connection_status = NOCASE("ACCEPT")']);
  assert.deepEqual(diagnostics, []);
});

test("insightidr: what opens a file is audited only where an entry asks for it", () => {
  const { losses } = convert("category: file_access, product: windows", "FileName: a");
  assert.deepEqual(losses, ["entry-loss mixed"]);
});
