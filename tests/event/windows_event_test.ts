import assert from "node:assert/strict";
import test from "node:test";
import type { JsonObject } from "../../lib/event/event.ts";
import { flattenWindowsEvent } from "../../lib/event/windows_event.ts";

const ROWS: readonly (readonly [string, JsonObject, JsonObject])[] = [
  [
    "attributes under #attributes",
    {
      Event: {
        "#attributes": { xmlns: "x" },
        System: {
          Provider: { "#attributes": { Name: "Microsoft-Windows-Sysmon", Guid: "{5}" } },
          EventID: 1,
          Channel: "Microsoft-Windows-Sysmon/Operational",
          Computer: "pc",
          TimeCreated: { "#attributes": { SystemTime: "2024-01-31T00:00:00Z" } },
          Correlation: null,
        },
        EventData: { Image: "C:\\a.exe", ProcessId: 4 },
      },
    },
    {
      Image: "C:\\a.exe",
      ProcessId: 4,
      Provider_Name: "Microsoft-Windows-Sysmon",
      Provider_Guid: "{5}",
      EventID: 1,
      Channel: "Microsoft-Windows-Sysmon/Operational",
      Computer: "pc",
      TimeCreated_SystemTime: "2024-01-31T00:00:00Z",
      Correlation: null,
    },
  ],
  [
    "an event id with attributes, a list of named data",
    {
      Event: {
        System: { EventID: { "#attributes": { Qualifiers: 16384 }, "#text": "7045" } },
        EventData: {
          Data: [
            { "@Name": "ServiceName", "#text": "x" },
            { "#attributes": { Name: "ImagePath" }, "#text": "C:\\x.exe" },
            { "@Name": "Empty" },
            "plain",
          ],
        },
      },
    },
    {
      ServiceName: "x",
      ImagePath: "C:\\x.exe",
      Empty: null,
      Data: "plain",
      EventID_Qualifiers: 16384,
      EventID: 7045,
    },
  ],
  [
    "no Event around, unnamed data, user data",
    {
      host: "h",
      System: { EventID: "1102", Provider: { "@Name": "Eventlog" } },
      EventData: { Data: { "#text": ["a", "b"] } },
      UserData: { LogFileCleared: { "@xmlns": "x", SubjectUserName: "u" } },
    },
    {
      host: "h",
      Data: ["a", "b"],
      SubjectUserName: "u",
      EventID: 1102,
      Provider_Name: "Eventlog",
    },
  ],
  [
    "winlogbeat",
    {
      "@timestamp": "t",
      winlog: {
        event_id: "4688",
        channel: "Security",
        provider_name: "P",
        computer_name: "pc",
        event_data: { NewProcessName: "C:\\a.exe", Channel: "other" },
      },
    },
    {
      "@timestamp": "t",
      winlog: {
        event_id: "4688",
        channel: "Security",
        provider_name: "P",
        computer_name: "pc",
        event_data: { NewProcessName: "C:\\a.exe", Channel: "other" },
      },
      NewProcessName: "C:\\a.exe",
      Channel: "Security",
      EventID: 4688,
      Provider_Name: "P",
      Computer: "pc",
    },
  ],
  ["flat", { EventID: 1, Image: "a" }, { EventID: 1, Image: "a" }],
  ["not Windows", { Event: "x", winlog: 1, System: "a" }, { Event: "x", winlog: 1, System: "a" }],
];

test("Windows events become flat", () => {
  for (const [name, fields, expected] of ROWS) {
    assert.deepEqual(flattenWindowsEvent(fields).fields, expected, name);
  }
});

test("the line is the original", () => {
  const fields = { Event: { System: { EventID: 1 }, EventData: { a: "b" } } };
  assert.equal(flattenWindowsEvent(fields).line, JSON.stringify(fields));
  assert.equal(flattenWindowsEvent(fields, "x").line, "x");
  assert.equal(flattenWindowsEvent({ a: 1 }).line, '{"a":1}');
});

test("a field with the name __proto__ is a field", () => {
  const fields = JSON.parse('{"Event": {"System": {}, "EventData": {"__proto__": "a"}}}');
  assert.deepEqual(Object.entries(flattenWindowsEvent(fields).fields), [["__proto__", "a"]]);
});
