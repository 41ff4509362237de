/**
 * Events like those of Sysmon, the same for the same seed.
 *
 * @module
 */

const PROGRAMS = [
  ["svchost.exe", "Host Process for Windows Services", "-k netsvcs -p -s Schedule"],
  ["powershell.exe", "Windows PowerShell", "-NoProfile -File C:\\scripts\\inventory.ps1"],
  ["cmd.exe", "Windows Command Processor", "/c dir C:\\Users\\bob\\Documents"],
  [
    "explorer.exe",
    "Windows Explorer",
    "/factory,{75dff2b7-6936-4c06-a8bb-676a7b00b24b} -Embedding",
  ],
  ["chrome.exe", "Google Chrome", "--type=renderer --field-trial-handle=1718,i,12345 --lang=en-US"],
  ["rundll32.exe", "Windows host process (Rundll32)", "shell32.dll,Control_RunDLL timedate.cpl"],
  ["msiexec.exe", "Windows® installer", "/i {90160000-008C-0000-1000-0000000FF1CE} /qn"],
  ["certutil.exe", "CertUtil.exe", "-urlcache -split -f https://example.org/a.txt C:\\Temp\\a.txt"],
  ["conhost.exe", "Console Window Host", "0xffffffff -ForceV1"],
  [
    "Teams.exe",
    "Microsoft Teams",
    "--type=gpu-process --enable-features=WinUseBrowserSpellChecker",
  ],
  ["net.exe", "Net Command", "user /domain"],
  ["schtasks.exe", "Task Scheduler Configuration Tool", "/query /fo csv"],
  ["git.exe", "Git for Windows", "-c diff.mnemonicprefix=false fetch --no-tags origin"],
  [
    "java.exe",
    "OpenJDK Platform binary",
    "-Xmx2g -jar C:\\apps\\server\\lib\\server.jar --port 8443",
  ],
] as const;

const FOLDERS = [
  "C:\\Windows\\System32\\",
  "C:\\Windows\\System32\\",
  "C:\\Program Files\\Google\\Chrome\\Application\\",
  "C:\\Program Files (x86)\\Microsoft Office\\root\\Office16\\",
  "C:\\Users\\alice\\AppData\\Local\\Microsoft\\Teams\\current\\",
  "C:\\Users\\bob\\Downloads\\",
];

const USERS = ["CORP\\alice", "CORP\\bob", "CORP\\svc_backup", "NT AUTHORITY\\SYSTEM"];

/** Yields `count` lines of NDJSON, each with its line break; about 1.4 kB and 30 fields each. */
export function* eventLines(count: number, seed = 20261124): Generator<string> {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  const pick = <T>(items: readonly T[]): T => items[below(items.length)];
  const hex = (length: number): string =>
    Array.from({ length }, () => "0123456789ABCDEF"[below(16)]).join("");
  const guid = (): string => `{${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}}`.toLowerCase();
  const two = (limit: number): string => String(below(limit)).padStart(2, "0");
  for (let index = 0; index < count; index++) {
    const [program, description, args] = pick(PROGRAMS);
    const [parent, , parentArgs] = pick(PROGRAMS);
    const image = pick(FOLDERS) + program;
    const parentImage = pick(FOLDERS) + parent;
    yield `${
      JSON.stringify({
        EventID: 1,
        Channel: "Microsoft-Windows-Sysmon/Operational",
        Provider_Name: "Microsoft-Windows-Sysmon",
        Computer: `WS${below(500)}.corp.example`,
        EventRecordID: index,
        Keywords: "0x8000000000000000",
        Level: 4,
        Task: 1,
        Version: 5,
        RuleName: "-",
        UtcTime: `2026-11-24 ${two(24)}:${two(60)}:${two(60)}.${below(900) + 100}`,
        ProcessGuid: guid(),
        ProcessId: below(20_000),
        Image: image,
        FileVersion: "10.0.19041.1 (WinBuild.160101.0800)",
        Description: description,
        Product: "Microsoft® Windows® Operating System",
        Company: "Microsoft Corporation",
        OriginalFileName: program.toUpperCase(),
        CommandLine: `"${image}" ${args}`,
        CurrentDirectory: "C:\\Windows\\system32\\",
        User: pick(USERS),
        LogonGuid: guid(),
        LogonId: `0x${hex(5)}`.toLowerCase(),
        TerminalSessionId: below(3),
        IntegrityLevel: pick(["Medium", "High", "System"]),
        Hashes: `SHA1=${hex(40)},MD5=${hex(32)},SHA256=${hex(64)},IMPHASH=${hex(32)}`,
        ParentProcessGuid: guid(),
        ParentProcessId: below(20_000),
        ParentImage: parentImage,
        ParentCommandLine: `"${parentImage}" ${parentArgs}`,
        ParentUser: pick(USERS),
      })
    }\n`;
  }
}

/** The same in chunks of about 64 KiB, as a pipe gives them. */
export function* eventChunks(count: number): Generator<string> {
  let chunk = "";
  for (const line of eventLines(count)) {
    chunk += line;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = "";
    }
  }
  yield chunk;
}
