/** What a salvage could bring back, and exactly what it could not. Names no person. */
export interface SalvageReport {
  /** Entries of the log that were brought back. */
  changes: number;
  /** Of them, so many could only be read from a backup. */
  fromBackup: number;
  /** When the last of them was made; null: none was. */
  lastGoodAt: number | null;
  students: number;
  /** Entries known to have been in the log behind the last good one. */
  lostChanges: number;
  /** What these were part of, as far as it could still be read, newest first. */
  lostWork: { what: string; actor: string; at: number; changes: number }[];
  /** Rows of tables that are not in the log (mails that wait, what is known of photos, …) of which some could not be read. */
  lostRows: { table: string; rows: number }[];
  /**
   * Of the audit: entries that came over as they were, how many could not be read, the number of the first of these
   * (null: none), and how many behind it were entered anew. Null: the store had no audit yet.
   */
  audit: { entries: number; lost: number; gapAt: number | null; enteredAnew: number } | null;
  /** Photos that rows name and that are missing or damaged. */
  lostPhotos: number;
}
