/**
 * Number formats that Excel knows by number and never writes out (ECMA-376 part 1, 18.8.30). 27–36 and 50–58
 * are the East Asian ones; some of them are a date in one language and a time in another (34, 35, 55, 56),
 * so all count as dates and a value below one day stays a number.
 */
const BUILT_IN_DATES: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);

/** Whether a cell with this number format shows a date. `code` is null for the formats that the file does not write out. */
export function isDateFormat(id: number, code: string | null): boolean {
  return code === null ? BUILT_IN_DATES.has(id) : isDateCode(code);
}

/**
 * A format code shows a date when, outside quotes, escapes, brackets and "General", it has a year, a day or a
 * month. `m` is minutes right after hours or right before seconds. Times and durations alone are no dates.
 */
export function isDateCode(code: string): boolean {
  const firstSection = withoutLiterals(code).split(';', 1)[0] ?? '';
  const letters = firstSection
    .replace(/G\/通用格式|General/gi, '')
    .replace(/AM\/PM|A\/P/gi, '')
    .replace(/[eE][+-]/g, '')
    .toLowerCase()
    .replace(/[^ymdhse]/g, '');
  if (/[yde]/.test(letters)) return true;
  return /m/.test(letters.replace(/h+m+/g, 'h').replace(/m+s+/g, 's'));
}

/** Leaves what stands for a number's parts. Hours, minutes or seconds in brackets are a duration: all read as hours. */
function withoutLiterals(code: string): string {
  return code.replace(/"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?/g, (literal) =>
    /^\[(?:h+|m+|s+)\]$/i.test(literal) ? 'h' : '',
  );
}
