import { writeChange } from '../../changes/writeChange.ts';
import { sourceRecord, studentNumberOf } from '../../db/tables/studentTable.ts';
import { repairsOf } from '../reconcile/plannedRow.ts';
import { changedFieldsOf, RosterPlanner } from '../reconcile/planRoster.ts';
import { countOfSource, rosterStore } from '../session/storeReaders.ts';
import type { SpreadsheetKindOf } from './spreadsheetKind.ts';

/** A list of students, as one source has them. */
export const rosterKind: SpreadsheetKindOf = {
  planner({ db, source, taken, nextId }) {
    const planner = new RosterPlanner(rosterStore(db, source, nextId), taken);
    return {
      rows: planner.rows,
      add: (parsed) => planner.add(parsed),
      end(distrusted, zeros) {
        const { namedBefore, named } = planner.end(distrusted, zeros);
        return {
          missingFromFile: countOfSource(db, source) - namedBefore,
          changedFields: planner.changedFields,
          named,
        };
      },
    };
  },
  changes(db, row, source) {
    const n = row.isNew || !row.student ? null : studentNumberOf(db, row.student);
    const before = n === null ? null : sourceRecord(db, n, source);
    const changes = changedFieldsOf(before, row.values).map((field) => ({
      field: field as string,
      from: before?.[field] ?? null,
      to: row.values[field] ?? null,
    }));
    if (row.officeName !== undefined) {
      changes.push({ field: 'name', from: row.values.name ?? null, to: row.officeName });
    }
    return changes;
  },
  write(db, rows, chunk, { source }, context) {
    const said = rows.map(({ student, isNew, values }) => ({ student: student!, isNew, values }));
    const repairs = repairsOf(rows);
    const args = { source, chunk, rows: said };
    writeChange(db, 'import.chunk', repairs.length > 0 ? { ...args, repairs } : args, context);
    const names = rows.flatMap(({ student, officeName }) =>
      officeName === undefined ? [] : [{ student: student!, name: officeName }],
    );
    if (names.length > 0) writeChange(db, 'student.correctNames', { names, reason: 'writing' }, context);
  },
};
