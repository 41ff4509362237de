/** What an operation on files failed with, in the words of both runtimes. */
export type IoErrorKind =
  | "not-found"
  | "permission"
  | "broken-pipe"
  | "exists"
  | "link-loop"
  | "is-folder"
  | "not-a-folder"
  | "busy"
  | "no-space"
  | "name-too-long"
  | "damaged-gzip"
  | "other";

const KINDS: Readonly<Record<string, IoErrorKind>> = {
  ENOENT: "not-found",
  EACCES: "permission",
  EPERM: "permission",
  EROFS: "permission",
  NotCapable: "permission",
  PermissionDenied: "permission",
  EPIPE: "broken-pipe",
  BrokenPipe: "broken-pipe",
  EEXIST: "exists",
  AlreadyExists: "exists",
  ELOOP: "link-loop",
  FilesystemLoop: "link-loop",
  EISDIR: "is-folder",
  ENOTDIR: "not-a-folder",
  EAGAIN: "busy",
  ENOSPC: "no-space",
  EDQUOT: "no-space",
  ENAMETOOLONG: "name-too-long",
  Z_BUF_ERROR: "damaged-gzip",
  Z_DATA_ERROR: "damaged-gzip",
};

/** Tells what an error of a file operation means. */
export function ioErrorKind(error: unknown): IoErrorKind {
  if (!(error instanceof Error)) return "other";
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string" && Object.hasOwn(KINDS, code)) return KINDS[code];
  return Object.hasOwn(KINDS, error.name) ? KINDS[error.name] : "other";
}

/** Returns the system's own name of an error, such as `EIO`, or its message. */
export function ioErrorName(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as { code?: unknown }).code;
  return typeof code === "string" ? code : error.message;
}
