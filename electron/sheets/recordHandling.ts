import { AppError } from '../../shared/domain/errors.ts';
import type { SheetHandling } from '../../shared/domain/sheetStanding.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import type { ReadDb } from '../db/database.ts';
import type { Recording } from './recording.ts';

/** Clocks of two computers differ. */
const CLOCK_SLACK_MS = 5 * 60 * 1000;

/**
 * Printed sheets were handed out, lost, made void or replaced: one batch. Errors: NOT_FOUND where one was never
 * printed here; USAGE where nobody got them, it is in the future, or the replacement is no other sheet of that class.
 */
export function recordHandling(
  { db, clock, ids, actor, commit }: Recording,
  named: readonly string[],
  given: Omit<SheetHandling, 'at'> & { at?: number | undefined },
): { batch: string; count: number } {
  const numbers = [...new Set(named)];
  const now = clock.now();
  const at = given.at ?? now;
  if (at > now + CLOCK_SLACK_MS) throw new AppError('USAGE', { case: 'sheet-future' });
  const holder = given.holder?.toWellFormed().trim() || null;
  if (given.kind === 'handed' && holder === null) throw new AppError('USAGE', { case: 'sheet-holder' });
  const printed = numbers.map((number) => printedOf(db, number));
  const campaigns = new Set(printed.map(({ campaign }) => campaign));
  let replacement: string | null = null;
  if (given.kind === 'replaced') {
    const other = given.replacement === null ? null : printedOf(db, given.replacement);
    const fits =
      other !== null &&
      printed.every(
        (one) =>
          one.number !== other.number &&
          one.collegeName === other.collegeName &&
          one.className === other.className,
      );
    if (!fits) throw new AppError('USAGE', { case: 'sheet-replacement' });
    replacement = other.number;
  }
  const batch = ids.next();
  const isHanded = given.kind === 'handed';
  const handling = {
    kind: given.kind,
    at,
    holder: isHanded ? holder : null,
    role: isHanded ? given.role : null,
    note: given.note.toWellFormed().trim(),
    replacement,
  };
  db.transaction(() => {
    commit('sheets.handle', { batch, actor, handling, numbers }, batch);
    const campaign = campaigns.size === 1 ? printed[0]!.campaign : null;
    const about = { id: batch, kind: 'sheetHandling' as const, campaign, students: numbers.length };
    commit('row.save', handBatchRow({ ...about, at: now, actor }), batch);
  });
  return { batch, count: numbers.length };
}

function printedOf(db: ReadDb, number: string) {
  const row = db
    .read<{ number: string; campaign: string | null; collegeName: string | null; className: string | null }>(
      `SELECT number, campaign_id AS campaign, college_name AS collegeName, class_name AS className
       FROM sheet WHERE number = ?`,
    )
    .get(number);
  if (!row) throw new AppError('NOT_FOUND', { what: 'sheet', name: number });
  return row;
}
