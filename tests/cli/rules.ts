/** A rule that converts. */
export const RULE = `title: Whoami
id: 5b2f1a3e-6d1c-4c39-9a2e-0d3b6f1c7a11
status: test
level: low
tags: [attack.discovery]
logsource: { category: process_creation, product: windows }
detection:
  selection:
    Image|endswith: '\\whoami.exe'
  condition: selection
`;

/** A rule for a log source that no mapping table serves. */
export const UNSUPPORTED_RULE = `title: Unserved
logsource: { product: nosuchproduct }
detection:
  selection: { a: b }
  condition: selection
`;

/** A rule without a condition. */
export const INVALID_RULE = `title: No condition
logsource: { category: process_creation, product: windows }
detection:
  selection: { Image: b }
`;

/** A rule that converts in all formats but detection definitions. */
export const KEYWORD_RULE = `title: Keywords
logsource: { category: process_creation, product: windows }
detection:
  keywords: [mimikatz]
  condition: keywords
`;
