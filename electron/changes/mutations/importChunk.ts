import type { FileSource, PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import { sourceRecord, studentNumberOf } from '../../db/tables/studentTable.ts';
import { type Change, effectOf, ID_SEPARATOR } from '../change.ts';
import type { Mutation } from './mutation.ts';

export interface ImportChunkArgs {
  source: FileSource;
  chunk: number;
  /** Per student what the file says; a field that is absent was not said, and a blank never erases. */
  rows: { student: string; isNew: boolean; values: PartialStudentValues }[];
}

/** `import.chunk`: some rows of a roster become what one source says of these students. */
export const importChunk: Mutation<ImportChunkArgs> = {
  run(db, args) {
    const changes: Change[] = [];
    for (const row of args.rows) {
      let before: PartialStudentValues | null = null;
      if (!row.isNew) {
        const n = studentNumberOf(db, row.student);
        if (n !== null) before = sourceRecord(db, n, args.source);
      }
      const effect = effectOf(before, row.values);
      if (!effect) continue;
      changes.push({
        entity: 'record',
        entityId: row.student + ID_SEPARATOR + args.source,
        student: row.student,
        ...effect,
      });
    }
    return changes;
  },
  logged: ({ source, chunk, rows }) => ({ source, chunk, rows: rows.length }),
};
