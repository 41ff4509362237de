/**
 * Rules without end, made of the rules of a folder, for the memory test.
 *
 * @module
 */

import { readdirSync, readFileSync } from "node:fs";

/** Yields `count` documents of a YAML stream, about 64 KiB at a time. */
export function* ruleStream(folder: string, count: number): Generator<string> {
  const texts = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => /\.ya?ml$/.test(name)).sort()
    .map((name) => readFileSync(`${folder}/${name}`, "utf8"))
    // Documents of several parts would count more than once.
    .filter((text) => !/^---/m.test(text));
  let chunk = "";
  for (let index = 0; index < count; index++) {
    const text = texts[index % texts.length].replace(/^title: /m, `title: ${index} `);
    chunk += `---\n${text.endsWith("\n") ? text : `${text}\n`}`;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = "";
    }
  }
  yield chunk;
}
