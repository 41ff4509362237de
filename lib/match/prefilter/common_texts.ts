/**
 * What stands in so many events that it tells rules and events apart badly.
 *
 * @module
 */

/** Pieces of paths, addresses and names, in lower case, by experience. */
export const COMMON_TEXTS: readonly string[] = [
  "c:\\windows\\system32\\",
  "\\windows\\system32\\",
  "\\windows\\syswow64\\",
  "c:\\program files (x86)\\",
  "c:\\program files\\",
  "c:\\programdata\\",
  "c:\\users\\",
  "\\appdata\\local\\temp\\",
  "\\appdata\\roaming\\",
  "microsoft\\windows\\currentversion\\",
  "hklm\\software\\",
  "hkey_local_machine\\software\\",
  "\\system\\currentcontrolset\\services\\",
  "microsoft-windows-sysmon/operational",
  "microsoft-windows-security-auditing",
  "microsoft corporation",
  "microsoft® windows® operating system",
  "nt authority\\system",
  "windows",
  "microsoft",
  "powershell.exe",
  "svchost.exe",
  "cmd.exe",
  "explorer.exe",
  ".exe",
  ".dll",
  "https://www.",
  "http://",
  ".amazonaws.com",
  ".com/",
  "application/json",
  "mozilla/5.0 (windows nt 10.0; win64; x64)",
  "sha256=",
  "sha1=",
  "md5=",
  "imphash=",
  "medium",
  "system",
  "success",
  "true",
  "false",
  "null",
];

/**
 * How well a literal tells events apart.
 *
 * @param literal A text in lower case
 * @returns About the number of its characters that are not common; 0 for a common text
 */
export function rarity(literal: string): number {
  if (COMMON_TEXTS.some((common) => common.includes(literal))) return 0;
  let rest = literal;
  for (const common of COMMON_TEXTS) {
    if (common.length > 3) rest = rest.replaceAll(common, "");
  }
  return rest.length;
}
