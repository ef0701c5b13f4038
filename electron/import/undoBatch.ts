import type { UndoResult } from '../../shared/contract/imports.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { ID_SEPARATOR, patchOf, splitId } from '../changes/change.ts';
import type { LoggedChange } from '../changes/mutations/changedSince.ts';
import { judgeUndo } from '../changes/mutations/undoChanges.ts';
import { changeInSteps, writeChange } from '../changes/writeChange.ts';
import type { ReadDb, WriteDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { campaignById } from '../db/tables/campaignTable.ts';
import { milestoneById } from '../db/tables/milestoneTable.ts';
import { studentsByN } from '../db/tables/studentTable.ts';
import { inOneTransaction } from './session/commitSpreadsheet.ts';
import type { CommitContext, Running } from './session/importSession.ts';
import { takeSteps } from './session/takeSteps.ts';

const OF_NOBODY: ReadonlySet<string> = new Set([
  'classContact',
  'campaign',
  'deadline',
  'milestone',
  'mailReturn',
  'conflict',
]);

/** Log entries in one mutation. */
const CHUNK = 1_000;

/**
 * Takes a batch back, newest change first, in one transaction: previous values are restored; what was edited
 * since is kept and listed. Errors: NOT_FOUND, BATCH_UNDONE, BATCH_ELSEWHERE,
 * CAMPAIGN_CLOSING.
 */
export async function undoBatch(
  db: WriteDb,
  batch: string,
  { batch: undo, ...by }: CommitContext,
  running: Running,
): Promise<UndoResult> {
  const stored = db
    .read<{ undone_at: number | null; kind: string }>('SELECT undone_at, kind FROM batch WHERE id = ?')
    .get(batch);
  if (stored?.kind === 'close' || stored?.kind === 'reopen') throw new AppError('CAMPAIGN_CLOSING');
  if (!stored) throw new AppError('NOT_FOUND', { what: 'batch' });
  if (stored.undone_at !== null) throw new AppError('BATCH_UNDONE');
  const context = { ...by, batch: undo };
  const { first, last } = db
    .read<{ first: number | null; last: number | null }>(
      `SELECT min(c.seq) AS first, max(c.seq) AS last
       FROM change c JOIN mutation m ON m.mid = c.mutation WHERE m.batch = ?`,
    )
    .get(batch)!;
  // Not even that there is such a batch was written by it: what it did came in an image, and what was before it did not.
  if (first === null) throw new AppError('BATCH_ELSEWHERE');
  /** By student.n: the student's id, and the fields that were changed since. */
  const kept = new Map<number, { id: string; fields: string[] }>();
  /** Classes whose contact another list changed since, classes and colleges whose deadline is another, steps of a timetable. */
  const keptOthers: UndoResult['kept'] = [];
  let reverted = 0;
  await inOneTransaction(db, async () => {
    for (let toSeq = last!; toSeq >= first; toSeq -= CHUNK) {
      const slice = { batch, undo, fromSeq: Math.max(first, toSeq - CHUNK + 1), toSeq };
      const judged = judgeUndo(db, slice);
      for (const { change, fields } of judged.kept) {
        if (isOfNobody(change)) {
          keptOthers.push({ student: '', name: nameOf(db, change), fields: [...fields] });
          continue;
        }
        const entry = kept.get(change.studentN) ?? { id: studentOf(change), fields: [] };
        entry.fields.push(...fields.filter((field) => !entry.fields.includes(field)));
        kept.set(change.studentN, entry);
      }
      // Words that mean something else again are shown with all their students, which takes its time.
      const steps = changeInSteps(db, 'batch.undo', slice, context, judged.changes);
      const changes = await takeSteps(steps, 'undo', running);
      // That a sheet came back is no value of anybody’s: what it said of students is counted.
      reverted += changes.filter(({ entity }) => entity !== 'sheetReturn').length;
      running.progress('undo', last! - slice.fromSeq + 1, last! - first + 1);
      await giveWay(running.signal);
    }
    writeChange(
      db,
      'row.save',
      {
        entity: 'batch',
        id: batch,
        before: { undoneAt: null, undoneBy: null },
        after: { undoneAt: by.at, undoneBy: by.actor },
      },
      context,
    );
  });
  return {
    batch,
    reverted,
    kept: [
      ...keptOthers,
      ...[...kept].map(([n, { id, fields }]) => {
        const student = studentsByN(db, [n])[0];
        return { student: id || (student?.id ?? ''), name: student?.values.name ?? null, fields };
      }),
    ],
  };
}

/** Whether a change is about a class, a college or a campaign, and no student. */
function isOfNobody({ entity }: LoggedChange): boolean {
  return OF_NOBODY.has(entity);
}

/** Of the class, the college or the step of a timetable that such a change is about. */
function nameOf(db: ReadDb, { entity, entityId, ...effect }: LoggedChange): string | null {
  if (entity === 'milestone') {
    const [from, to] = patchOf(effect).name ?? [null, null];
    return milestoneById(db, ...splitId(entityId))?.name ?? ((to ?? from) as string | null);
  }
  if (entity === 'campaign') {
    const [from, to] = patchOf(effect).name ?? [null, null];
    return campaignById(db, entityId)?.name ?? ((to ?? from) as string | null);
  }
  if (entity === 'conflict') return null;
  const scope = entity === 'deadline' ? splitId(entityId)[1] : entityId;
  const [college, className] = scope.split('\u001f');
  return className ?? college ?? null;
}

/** The id of the student whom a change is about, who may be gone by now; empty where the change does not name it. */
function studentOf(change: LoggedChange): string {
  switch (change.entity) {
    case 'event':
    case 'chaseContact':
    case 'case':
      return change.kind === 'made' ? String(change.values.student) : '';
    case 'caseEntry':
      return '';
    default:
      return change.entityId.split(ID_SEPARATOR)[0]!;
  }
}
