const TABLE = /\.dbf$/i;
const MEMO = /\.(?:dbt|fpt)$/i;

/** Whether a file is, by its name, a table of dBASE or FoxPro. */
export function isTableName(name: string): boolean {
  return TABLE.test(name);
}

/** Whether a file holds, by its name, the memo texts of a table beside it: .dbt of dBASE, .fpt of FoxPro. */
export function isMemoName(name: string): boolean {
  return MEMO.test(name);
}

/** The same for a table and the memo files that belong to it; old programs write endings and names as they like. */
export function memoKey(path: string): string {
  return path.replace(/\.[^./\\]*$/, '').toLowerCase();
}
