import { AsyncLocalStorage } from 'node:async_hooks';
import type { ReadDb } from '../../db/database.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';

const noting = new AsyncLocalStorage<Set<number>>();

/** Runs a call whose audit is to name the students (student.n) that it says it is about. */
export function notingStudents<Result>(students: Set<number>, work: () => Result): Result {
  return noting.run(students, work);
}

/** The call that runs now prints, exports or shows these students; outside of a call nobody asks. */
export function noteStudents(numbers: Iterable<number>): void {
  const students = noting.getStore();
  if (students) for (const n of numbers) students.add(n);
}

/** The same of students by id; who is no longer there has no number to be told by. */
export function noteStudentsById(db: ReadDb, ids: Iterable<string>): void {
  if (noting.getStore() === undefined) return;
  noteStudents(
    db.readTogether(() => {
      const numbers: number[] = [];
      for (const id of new Set(ids)) {
        const n = studentNumberOf(db, id);
        if (n !== null) numbers.push(n);
      }
      return numbers;
    }),
  );
}
