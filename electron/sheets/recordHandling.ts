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
  recording: Recording,
  named: readonly string[],
  given: Omit<SheetHandling, 'at'> & { at?: number | undefined },
): { batch: string; count: number } {
  const numbers = [...new Set(named)];
  const at = handlingTime(recording, given.at);
  const holder = given.holder?.toWellFormed().trim() || null;
  if (given.kind === 'handed' && holder === null) throw new AppError('USAGE', { case: 'sheet-holder' });
  const printed = numbers.map((number) => printedOf(recording.db, number));
  const campaigns = new Set(printed.map(({ campaign }) => campaign));
  let replacement: string | null = null;
  if (given.kind === 'replaced') {
    const other = given.replacement === null ? null : printedOf(recording.db, given.replacement);
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
  const isHanded = given.kind === 'handed';
  const handling = {
    kind: given.kind,
    at,
    holder: isHanded ? holder : null,
    role: isHanded ? given.role : null,
    note: given.note.toWellFormed().trim(),
    replacement,
  };
  const campaign = campaigns.size === 1 ? printed[0]!.campaign : null;
  return commitHandlings(recording, [{ handling, numbers }], campaign);
}

/** Several at once, each of other sheets: one batch. */
export function commitHandlings(
  { db, clock, ids, actor, commit }: Recording,
  handlings: readonly { handling: SheetHandling; numbers: string[] }[],
  campaign: string | null,
): { batch: string; count: number } {
  const batch = ids.next();
  const count = handlings.reduce((sum, { numbers }) => sum + numbers.length, 0);
  db.transaction(() => {
    for (const each of handlings) commit('sheets.handle', { batch, actor, ...each }, batch);
    const about = { id: batch, kind: 'sheetHandling' as const, campaign, students: count };
    commit('row.save', handBatchRow({ ...about, at: clock.now(), actor }), batch);
  });
  return { batch, count };
}

/** The day on which something was done. Errors: USAGE where it is in the future. */
export function handlingTime({ clock }: Pick<Recording, 'clock'>, given: number | undefined): number {
  const now = clock.now();
  const at = given ?? now;
  if (at > now + CLOCK_SLACK_MS) throw new AppError('USAGE', { case: 'sheet-future' });
  return at;
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
