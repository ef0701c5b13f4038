import type { WordOrigin } from '../../shared/domain/wordMeanings.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import type { SaveWordsArgs } from '../changes/mutations/saveWords.ts';
import { changeInSteps, writeChange } from '../changes/writeChange.ts';
import type { WriteDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { storedWords } from '../db/tables/wordTable.ts';
import { inOneTransaction } from './session/commitSpreadsheet.ts';
import type { CommitContext, Running } from './session/importSession.ts';
import { takeSteps } from './session/takeSteps.ts';

export interface SaveWordsRequest extends CommitContext {
  words: SaveWordsArgs['words'];
  how: WordOrigin;
}

/**
 * Says what words mean, and shows it with all students of whom they are said: as one batch in one transaction, or not
 * at all. `batch` is null where nothing is new. Errors: CANCELLED.
 */
export async function saveWords(
  db: WriteDb,
  { words, how, batch, ...by }: SaveWordsRequest,
  running: Running,
): Promise<{ batch: string | null; changed: number }> {
  const meant = () =>
    new Map(storedWords(db).map(({ field, written, meant }) => [`${field}/${written}`, meant]));
  const { at, actor } = by;
  const context = { ...by, batch };
  let changed = 0;
  await inOneTransaction(db, async () => {
    const before = meant();
    await takeSteps(changeInSteps(db, 'words.save', { words, how, at, actor }, context), 'save', running);
    const now = meant();
    const touched = new Set([...before.keys(), ...now.keys()]);
    changed = [...touched].filter((id) => before.get(id) !== now.get(id)).length;
    if (changed > 0) {
      const about = { id: batch, kind: 'words' as const, campaign: null, students: changed };
      writeChange(db, 'row.save', handBatchRow({ ...about, at, actor }), context);
    }
    // Whoever cancels at the very end is heard too.
    await giveWay(running.signal);
  });
  return { batch: changed === 0 ? null : batch, changed };
}
