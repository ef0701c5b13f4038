/** The moment whose UTC clock shows this text (YYYY-MM-DD, with or without HH:MM:SS): what workbooks call a date. */
export function utcDate(text: string): Date {
  return new Date(text.length === 10 ? `${text}T00:00:00Z` : `${text.replace(' ', 'T')}Z`);
}
