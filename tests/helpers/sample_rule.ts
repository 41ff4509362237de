/** A rule that uses every part of the language that gives a query. */
export const SAMPLE_RULE = `title: Everything at once
id: 5f0f1a1e-8a4e-4e55-9a8e-1f6a7c1f0b6d
status: test
level: high
date: 2024-01-31
tags: [attack.execution]
fields: [Image, CommandLine]
logsource:
  category: process_creation
  product: windows
detection:
  selection_map:
    Image|endswith: ['\\a.exe', '\\b.exe']
    CommandLine|contains|all: [x, 'y*z', "it's"]
    ProcessId: [4, 8]
  selection_list:
    - User|cased: Root
      ParentImage|startswith: 'C:\\Temp\\'
    - CommandLine|contains|windash: ' -enc'
    - CommandLine|wide|base64offset|contains: http
  filter_null:
    CurrentDirectory: null
  filter_regex:
    CommandLine|re|i: 'a/b(c|d)+'
  filter_fields:
    Image|fieldref: ParentImage
    User|neq: [a, b]
    Company|exists: true
    Hashes|contains: MD5=0123456789abcdef0123456789abcdef
  keywords: [word, 'other*word']
  condition:
    - 1 of selection_* and not 1 of filter_*
    - keywords or all of selection_*
`;
