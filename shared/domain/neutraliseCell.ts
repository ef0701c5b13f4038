/**
 * A spreadsheet takes a text that begins with one of these for a formula as soon as it is edited or saved as
 * CSV, and a formula can call programs. An apostrophe in front makes it text for good; it is what spreadsheets
 * themselves use for this. Every value that people or files brought goes through here on its way out.
 */
const BEGINS_LIKE_A_FORMULA = /^[=+\-@\t\r＝＋－＠]/u;

export function neutraliseCell(text: string): string {
  return BEGINS_LIKE_A_FORMULA.test(text) ? `'${text}` : text;
}
