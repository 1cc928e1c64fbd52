/** What a spreadsheet takes for a formula when a cell begins with it; also behind spaces, and in full width. */
const FORMULA = /^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/**
 * Rows as CSV (RFC 4180) for a spreadsheet: every cell quoted, and one that would be run as a formula made text by an
 * apostrophe, since people choose their names themselves.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  // The mark tells spreadsheets that the text is UTF-8.
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}
