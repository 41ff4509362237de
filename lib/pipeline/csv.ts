/**
 * Comma-separated values (RFC 4180).
 *
 * @module
 */

const CELL_REGEXP = /(?:"((?:[^"]|"")*)"([^,\r\n]*)|([^,\r\n]*))(,|\r\n|\r|\n|$)/y;

/** Returns the rows; blank lines are left out. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  CELL_REGEXP.lastIndex = 0;
  while (CELL_REGEXP.lastIndex < text.length || row.length > 0) {
    const found = CELL_REGEXP.exec(text);
    if (found === null) break;
    const [, quoted, rest, bare, end] = found;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"') + rest);
    if (end === ",") continue;
    if (row.length > 1 || quoted !== undefined || bare !== "") rows.push(row);
    row = [];
    if (end === "") break;
  }
  return rows;
}
