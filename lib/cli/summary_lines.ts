/** A line of a summary: a count, and what it counts. */
export function row(count: number, text: string): string {
  return `${number(count).padStart(9)}  ${text}`;
}

/** `1 rule`, `2,000 rules`. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** Digits in groups of three. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
