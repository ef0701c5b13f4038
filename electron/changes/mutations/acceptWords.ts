import type { PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import { sourceRecord, studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, effectOf, ID_SEPARATOR } from '../change.ts';
import type { Mutation } from './mutation.ts';
import { staffWords } from './staffWords.ts';

export interface AcceptWordsArgs {
  /** Each student once; null withdraws what an earlier acceptance had made staff say. */
  words: { student: string; values: PartialStudentValues }[];
}

/**
 * `reconcile.acceptWords`: words of sources become the office's own, or no longer are. Whoever is gone by now is
 * passed over.
 */
export const acceptWords: Mutation<AcceptWordsArgs> = {
  run(db, { words }) {
    const changes: Change[] = [];
    for (const { student, values } of words) {
      const n = studentNumberOf(db, student);
      if (n === null) continue;
      const effect = effectOf(sourceRecord(db, n, 'staff'), staffWords(values));
      if (effect) changes.push({ entity: 'record', entityId: `${student}${ID_SEPARATOR}staff`, ...effect });
    }
    return changes;
  },
  logged: ({ words }) => ({ words: words.length }),
};
