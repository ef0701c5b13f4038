import type { PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import type { Mutation } from './mutation.ts';
import { staffChange } from './staffWords.ts';

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
    return words.flatMap(({ student, values }) => staffChange(db, student, values) ?? []);
  },
  logged: ({ words }) => ({ words: words.length }),
};
