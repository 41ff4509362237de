/** Every string over some characters up to a length, the empty one included. */
export function* allStrings(alphabet: string, maxLength: number): Generator<string> {
  const characters = [...alphabet];
  let level = [""];
  for (let length = 0; length <= maxLength; length++) {
    yield* level;
    level = level.flatMap((head) => characters.map((character) => head + character));
    if (length === maxLength - 1) {
      yield* level;
      return;
    }
  }
}
