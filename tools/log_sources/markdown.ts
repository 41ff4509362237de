/** Pieces of Markdown. */

/** A text as code. */
export function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** A text that stands for itself. */
export function plain(text: string): string {
  return text.replace(/[\\`*<>[\]]/g, "\\$&")
    // Inside of a word it stands for itself.
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");
}

/**
 * Writes a table.
 *
 * @param head Headings of the columns
 * @param rows Cells, in Markdown
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

/** The name by which a heading can be linked to. */
export function anchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, "").replaceAll(" ", "-");
}

/** A link to a heading of the same document. */
export function link(text: string, heading: string): string {
  return `[${text}](#${anchor(heading)})`;
}
