import { sourceRecord, studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, effectOf, ID_SEPARATOR } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface CorrectNamesArgs {
  names: { student: string; name: string }[];
  /** Why: `writing`, another dot, spaces and the like in what a source says. */
  reason: 'writing';
}

/**
 * `student.correctNames`: the office's own word for names that sources write oddly. The sources' records stay as
 * received; what staff said of a name before is not overwritten.
 */
export const correctNames: Mutation<CorrectNamesArgs> = {
  run(db, { names }) {
    const changes: Change[] = [];
    for (const { student, name } of names) {
      const n = studentNumberOf(db, student);
      if (n === null) continue;
      const before = sourceRecord(db, n, 'staff');
      if ((before?.name ?? null) !== null) continue;
      const effect = effectOf(before, { name });
      if (effect) changes.push({ entity: 'record', entityId: `${student}${ID_SEPARATOR}staff`, ...effect });
    }
    return changes;
  },
  logged: (args) => args,
};
