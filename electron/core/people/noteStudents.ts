import { AsyncLocalStorage } from 'node:async_hooks';

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
