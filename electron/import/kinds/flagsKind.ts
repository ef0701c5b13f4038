import type { PartialStudentValues } from '../../../shared/domain/studentFields.ts';
import { SOURCE_PRECEDENCE } from '../../../shared/domain/studentFields.ts';
import { identityFlagOf } from '../../../shared/domain/verificationStatus.ts';
import { writeChange } from '../../changes/writeChange.ts';
import type { ReadDb } from '../../db/database.ts';
import { sourceRecord, sourceRecords } from '../../db/tables/studentTable.ts';
import { recogniseHeading } from '../fieldSynonyms.ts';
import { FlagPlanner, type FlagStore } from '../reconcile/planFlags.ts';
import { findByKey } from '../session/storeReaders.ts';
import type { SpreadsheetKindOf } from './spreadsheetKind.ts';

/** The 人像比对 results of 学信网. */
export const flagsKind: SpreadsheetKindOf = {
  planner({ db, mapping, taken }) {
    const column = mapping.columns.find(({ field }) => field === 'identityFlag');
    const ofRemarks = column?.reason === 'similar' || isRemarkHeading(column?.heading ?? '');
    const planner = new FlagPlanner(flagStore(db), { ofRemarks, clearBlank: taken.blankFlags });
    return {
      rows: planner.rows,
      add: (parsed) => planner.add(parsed),
      end() {
        const { missing, findings } = planner.end();
        return { missingFromFile: missing, changedFields: new Map(), findings };
      },
    };
  },
  changes: (_db, { flag }) => (flag ? [{ field: 'identityFlag', from: flag.from, to: flag.to }] : []),
  write(db, rows, _chunk, _settings, context) {
    const flags = rows.map(({ student, flag, values }) => ({
      student: student!,
      flag: flag!.to,
      values: saidOf(values),
    }));
    writeChange(db, 'identity.setFlags', { flags }, context);
  },
};

/** Whether a column with this heading holds remarks of every sort. */
function isRemarkHeading(heading: string): boolean {
  return recogniseHeading(heading, 'flags')?.strength === 'likely';
}

function saidOf(values: PartialStudentValues): PartialStudentValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function flagStore(db: ReadDb): FlagStore {
  return {
    find: findByKey(db),
    remarks(n) {
      const remarkOf = new Map(
        sourceRecords(db, n).map(({ source, values }) => [source, values.remark ?? null]),
      );
      const others = SOURCE_PRECEDENCE.filter((source) => source !== 'chsi' && source !== 'staff');
      return {
        chsi: remarkOf.get('chsi') ?? null,
        staff: remarkOf.get('staff') ?? null,
        others:
          others.map((source) => remarkOf.get(source) ?? null).find((remark) => remark !== null) ?? null,
      };
    },
    flagged() {
      // Another source's or staff's remark may hide 学信网's in the student's row.
      return db
        .read<{ n: number; name: string | null; studentNo: string | null }>(
          `SELECT n, name, student_no AS studentNo FROM student WHERE remark LIKE '%身份核验%'
           UNION
           SELECT s.n, s.name, s.student_no FROM source_record r JOIN student s ON s.n = r.student_n
           WHERE r.source = 'chsi' AND r.fields LIKE '%身份核验%'`,
        )
        .all()
        .flatMap((student) => {
          const flag = identityFlagOf(sourceRecord(db, student.n, 'chsi')?.remark ?? null)?.flag;
          return flag === undefined ? [] : [{ ...student, flag }];
        });
    },
  };
}
