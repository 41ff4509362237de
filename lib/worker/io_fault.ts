import { type Diagnostic, diagnostic, type DiagnosticCode } from "../diagnostic.ts";
import { type IoErrorKind, ioErrorKind, ioErrorName } from "../runtime/io_error.ts";

const CODES: Readonly<Partial<Record<IoErrorKind, DiagnosticCode>>> = {
  "not-found": "io-not-found",
  "permission": "io-permission",
  "link-loop": "io-symlink",
};

const REASONS: Readonly<Record<Exclude<IoErrorKind, "other">, string>> = {
  "not-found": "it does not exist (any more)",
  "permission": "permission denied",
  "broken-pipe": "the reader has closed it",
  "exists": "it exists already",
  "link-loop": "its symbolic links lead round in a circle",
  "is-folder": "it is a folder",
  "not-a-folder": "a part of its path is not a folder",
  "busy": "it is busy",
  "no-space": "no space left on the device",
  "name-too-long": "its name is too long",
  "damaged-gzip": "its gzip data is damaged",
};

/** Says in words why an operation on a file failed. */
export function ioReason(error: unknown): string {
  const kind = ioErrorKind(error);
  return kind === "other" ? ioErrorName(error) : REASONS[kind];
}

/**
 * Makes a diagnostic of an error from reading.
 *
 * @param error What the runtime threw
 * @param what What was to be read: "file", "folder", "symbolic link"
 * @param name Its name, for a hint when the name itself is the reason
 */
export function readFault(error: unknown, what: string, name: string): Diagnostic {
  const kind = ioErrorKind(error);
  const undecodable = kind === "not-found" && name.includes("\u{FFFD}");
  return diagnostic(
    "error",
    CODES[kind] ?? "io-read",
    `Cannot read the ${what}: ${undecodable ? "its name is not UTF-8" : ioReason(error)}`,
    undefined,
    undecodable ? "Rename it" : undefined,
  );
}
