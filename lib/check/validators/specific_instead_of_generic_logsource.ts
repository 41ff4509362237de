/** @module `specific_instead_of_generic_logsource`: an event number instead of its category. */

import type { CheckedDocument } from "../document.ts";
import type { Report, Validator } from "../validator.ts";

/** Categories by service and event number (Sigma taxonomy, Windows log sources). */
const CATEGORIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sysmon: {
    1: "process_creation",
    2: "file_change",
    3: "network_connection",
    4: "sysmon_status",
    5: "process_termination",
    6: "driver_load",
    7: "image_load",
    8: "create_remote_thread",
    9: "raw_access_thread",
    10: "process_access",
    11: "file_event",
    12: "registry_event",
    13: "registry_event",
    14: "registry_event",
    15: "create_stream_hash",
    16: "sysmon_status",
    17: "pipe_created",
    18: "pipe_created",
    19: "wmi_event",
    20: "wmi_event",
    21: "wmi_event",
    22: "dns_query",
    23: "file_delete",
    24: "clipboard_change",
    25: "process_tampering",
    26: "file_delete_detected",
    27: "file_block_executable",
    28: "file_block_shredding",
    29: "file_executable_detected",
    255: "sysmon_error",
  },
  security: { 4688: "process_creation" },
};

function check(document: CheckedDocument, report: Report): void {
  const { product, service } = document.logsource;
  const categories = product === "windows" ? CATEGORIES[service ?? ""] : undefined;
  if (categories === undefined) return;
  for (const { field, modifiers, values } of document.items) {
    if (field !== "EventID" || modifiers.some((name) => name !== "neq")) continue;
    for (const { text, span } of values) {
      const category = categories[text];
      if (category === undefined) continue;
      report(
        span,
        `Event ${text} of the service "${service}" has a generic log source`,
        `Write category: ${category} instead of the service and the EventID`,
      );
    }
  }
}

/** The validator `specific_instead_of_generic_logsource`. */
export const specificInsteadOfGenericLogsource: Validator = {
  name: "specific_instead_of_generic_logsource",
  origin: "pysigma",
  severity: "error",
  summary: "A Windows event number for which there is a generic log source",
  check,
};
