/**
 * Issues for code hosts: SARIF 2.1.0.
 *
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version
 * 2.1.0 Plus Errata 01".
 *
 * @module
 */

import { type CheckInfo, listChecks } from "../config.ts";
import type { Issue, Place } from "../issue.ts";
import type { IssueWriter } from "./writer.ts";

/** What a SARIF log says beside its results. */
export interface SarifOptions {
  /** Version of the program. */
  readonly version?: string;
  /**
   * Absolute URI of the page that documents the checks. With it each check has a `helpUri`, which
   * SARIF wants to be absolute; without it the page is named by its path in the text of the help.
   */
  readonly helpPage?: string;
}

const SCHEMA =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** The page that documents the checks, in the project. */
const HELP_PAGE = "docs/check.md";

/** Writes one run. Results are written as they come. */
export class SarifWriter implements IssueWriter {
  readonly #options: SarifOptions;
  readonly #index: ReadonlyMap<string, number>;
  #isFirst = true;
  #path = "";
  #counts = new Map<string, number>();

  /**
   * Makes a writer of one run.
   *
   * @param options What the log says beside its results
   */
  constructor(options: SarifOptions = {}) {
    this.#options = options;
    this.#index = new Map(listChecks().map(({ name }, index) => [name, index]));
  }

  /** The head, with all checks as rules. */
  begin(): string {
    const driver = JSON.stringify({
      name: "sigma-leql",
      ...(this.#options.version === undefined ? undefined : { version: this.#options.version }),
      rules: listChecks().map((check) => ruleOf(check, this.#options.helpPage)),
    });
    const head = [
      `"$schema":${JSON.stringify(SCHEMA)}`,
      `"version":"2.1.0"`,
      `"runs":[{"tool":{"driver":${driver}}`,
      `"columnKind":"utf16CodeUnits"`,
      `"results":[`,
    ];
    return `{${head.join(",")}`;
  }

  /** Results, one a line. */
  write(issues: readonly Issue[]): string {
    let text = "";
    for (const issue of issues) {
      text += `${this.#isFirst ? "" : ","}\n${JSON.stringify(this.#resultOf(issue))}`;
      this.#isFirst = false;
    }
    return text;
  }

  /** The end of the log. */
  end(): string {
    return "\n]}]}\n";
  }

  #resultOf(issue: Issue): object {
    const { validator, severity, message, hint, related } = issue;
    const ruleIndex = this.#index.get(validator);
    return {
      ruleId: validator,
      ...(ruleIndex === undefined ? undefined : { ruleIndex }),
      level: severity,
      message: {
        text: hint === undefined ? sentence(message) : `${sentence(message)} ${sentence(hint)}`,
      },
      locations: [{ physicalLocation: locationOf(issue) }],
      ...(related === undefined ? undefined : {
        relatedLocations: related.map((place, id) => {
          return { id, physicalLocation: locationOf(place) };
        }),
      }),
      partialFingerprints: { "sigmaLeqlIssue/v1": this.#fingerprint(issue) },
    };
  }

  /** The same for the same fault wherever its lines have moved; a number tells repeats apart. */
  #fingerprint({ path, validator, message, rule }: Issue): string {
    if (path !== this.#path) {
      this.#path = path;
      this.#counts = new Map();
    }
    const hash = hashText(`${rule ?? path}\n${validator}\n${message}`);
    const count = (this.#counts.get(hash) ?? 0) + 1;
    this.#counts.set(hash, count);
    return `${hash}:${count}`;
  }
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function ruleOf({ name, origin, severity, summary }: CheckInfo, helpPage?: string): object {
  const anchor = origin === "compiler" ? "faults-of-the-compiler" : name;
  return {
    id: name,
    shortDescription: { text: `${summary}.` },
    defaultConfiguration: { level: severity },
    help: { text: `See ${HELP_PAGE}#${anchor}.` },
    ...(helpPage === undefined ? undefined : { helpUri: `${helpPage}#${anchor}` }),
    properties: { tags: [origin] },
  };
}

function locationOf({ path, line, column, endLine, endColumn }: Place): object {
  return {
    artifactLocation: artifactOf(path),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** Percent-encodes a path; a relative one is relative to the root of the sources. */
function artifactOf(path: string): object {
  const uri = path.toWellFormed().split("/").map(encodeURIComponent).join("/");
  if (path.startsWith("/")) return { uri: `file://${uri}` };
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${uri.replace("%3A", ":")}` };
  return { uri, uriBaseId: "%SRCROOT%" };
}

/** FNV-1a over UTF-16 code units, 64 bits as two halves with different starts. */
function hashText(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x01000193) ^ (low >>> 15);
  }
  return hex(high) + hex(low);
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, "0");
}
