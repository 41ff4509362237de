import assert from "node:assert/strict";
import test from "node:test";
import { createLeqlChecker, type LeqlTarget } from "../../lib/check/leql/check_leql.ts";

function found(text: string, target?: LeqlTarget): (string | number)[][] {
  return createLeqlChecker({}, target).checkText({ path: "a.leql", text })
    .map(({ validator, severity, line, column, endColumn, hint }) => {
      return [validator, severity, line, column, endColumn, hint ?? ""];
    });
}

test("an event type that is nearly a known one", () => {
  const text = 'a = 1\n\nfrom(event_type = "process_start_evnt") where(a = 1)';
  const hint = 'Did you mean "process_start_event"?';
  assert.deepEqual(found(text), [["leql_event_type", "warning", 3, 19, 39, hint]]);
  assert.equal(found(text, "search")[0][0], "undocumented_form");
  const other = 'from(entry_type IN ["dns", "Web_Proxy"]) where(a = "Web_Proxy")';
  assert.deepEqual(found(other), [
    ["leql_event_type", "warning", 1, 28, 39, 'Did you mean "web_proxy"?'],
  ]);
});

test("known event types, and those of which nothing is known", () => {
  const names = ["process_start_event", "endpoint_activity:sysmon", "third_party_alert", "raw"];
  for (const name of [...names, "file_access_event", "honeypot"]) {
    assert.deepEqual(found(`from(event_type = "${name}") where(a = 1)`), [], name);
  }
});
