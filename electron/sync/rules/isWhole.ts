import type { SyncedMutation } from '../protocol/syncedMutation.ts';

/**
 * Mutations that mean something only as a whole: if one of their changes can't be made, none is. Of all others what can
 * be made is, and the rest is told row by row.
 */
const WHOLE: ReadonlySet<string> = new Set([
  'student.join',
  'campaign.close',
  'campaign.reopen',
  'sheets.issue',
  'sheets.sign',
  'sheets.handle',
  'sheets.decide',
  'case.open',
  'case.act',
  'counter.record',
  'people.save',
  // Settled by somebody else meanwhile: told, and not disputed anew.
  'conflict.resolve',
  'words.save',
]);
/** What taking back is whole about: two who are parted again, a case and its history. */
const TAKEN_BACK_WHOLE: ReadonlySet<string> = new Set(['alias', 'case', 'caseEntry']);

export function isWhole({ name, changes }: Pick<SyncedMutation, 'name' | 'changes'>): boolean {
  return (
    WHOLE.has(name) || (name === 'batch.undo' && changes.some(({ entity }) => TAKEN_BACK_WHOLE.has(entity)))
  );
}
