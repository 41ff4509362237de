/** How many differences each class has. */

import type { Difference } from "./answers.ts";
import { CLASS_IDS } from "./classify.ts";

/** One class. */
export interface ClassCount {
  readonly id: string;
  /** Differences whose main class it is. */
  readonly main: number;
  /** Differences that belong to it beside a graver class. */
  readonly also: number;
  /** A rule that shows it best: it has the fewest other classes. Empty when there is none. */
  readonly example: string;
}

/** Counts all classes, also those without a difference. */
export function countClasses(differences: readonly Difference[]): ClassCount[] {
  return CLASS_IDS.map((id) => {
    const found = differences.filter(({ classes }) => classes.includes(id));
    const main = found.filter(({ classes }) => classes[0] === id).length;
    const [best] = [...found].sort((a, b) => a.classes.length - b.classes.length);
    return { id, main, also: found.length - main, example: best?.path ?? "" };
  });
}
