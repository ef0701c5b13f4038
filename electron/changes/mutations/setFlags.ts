import { type IdentityFlag, remarkWithFlag } from '../../../shared/domain/identityFlag.ts';
import type { PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import { sourceRecord, studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, effectOf, ID_SEPARATOR } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface SetFlagsArgs {
  flags: {
    student: string;
    /** Null: 学信网 no longer objects. */
    flag: IdentityFlag | null;
    /** What the row says of the student beside the flag; kept only where 学信网 said nothing of them before. */
    values: PartialStudentValues;
  }[];
}

/**
 * `identity.setFlags`: the 人像比对 result that 学信网 states, as part of the remark (BZ) in 学信网's record. The
 * rest of the remark stays, and so does what other sources and staff say.
 */
export const setFlags: Mutation<SetFlagsArgs> = {
  run(db, { flags }) {
    const changes: Change[] = [];
    for (const { student, flag, values } of flags) {
      const n = studentNumberOf(db, student);
      if (n === null) continue;
      const before = sourceRecord(db, n, 'chsi');
      if (before === null && flag === null) continue;
      const remark = remarkWithFlag(before?.remark ?? null, flag);
      const effect = effectOf(before, before === null ? { ...values, remark } : { remark });
      if (effect) changes.push({ entity: 'record', entityId: `${student}${ID_SEPARATOR}chsi`, ...effect });
    }
    return changes;
  },
  logged: ({ flags }) => ({ flags: flags.length }),
};
