/**
 * A condition that holds where a column names one of some colleges, with the values of its place holders; `colleges`
 * null: it always holds. A college that is not known is none of them.
 */
export function ofColleges(
  column: string,
  colleges: readonly string[] | null,
): { sql: string; values: string[] } {
  if (colleges === null) return { sql: 'TRUE', values: [] };
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(colleges)] };
}
