import type { ReadDb, SqlValue } from '../../db/database.ts';

/** The newest verdict on a student in a campaign, and whether it still covers what is held. */
export interface VerificationRow {
  student_n: number;
  verdict: string;
  /** Epoch ms. */
  verdict_at: number;
  fields_unchanged: number;
  photo_unchanged: number;
}

export const VERIFICATIONS =
  'SELECT student_n, verdict, verdict_at, fields_unchanged, photo_unchanged FROM verification WHERE campaign_id = ?';
/** Rows read at once: no reading stays open while others want the connection. */
const PAGE = 10_000;

/**
 * Tells the verdict on each student of a campaign, asked in the order of their n. The row is the same object each time,
 * true until the next is asked for: a school has a million.
 */
export function verdictsInOrder(db: ReadDb, campaign: string): (n: number) => VerificationRow | undefined {
  const page = db.read(`${VERIFICATIONS} AND student_n >= ? ORDER BY student_n LIMIT ${PAGE}`);
  const row: VerificationRow = {
    student_n: 0,
    verdict: '',
    verdict_at: 0,
    fields_unchanged: 1,
    photo_unchanged: 1,
  };
  let rows: SqlValue[][] = [];
  let at = 0;
  let isLast = false;
  return (n) => {
    for (;;) {
      if (at === rows.length) {
        if (isLast) return undefined;
        rows = page.rawAll(campaign, n);
        at = 0;
        isLast = rows.length < PAGE;
        continue;
      }
      const values = rows[at]!;
      if ((values[0] as number) > n) return undefined;
      at++;
      if (values[0] !== n) continue;
      row.student_n = n;
      row.verdict = values[1] as string;
      row.verdict_at = values[2] as number;
      row.fields_unchanged = values[3] as number;
      row.photo_unchanged = values[4] as number;
      return row;
    }
  };
}
