import type { BatchComparison, BatchStudent } from '../../shared/contract/batches.ts';
import type { BatchPart } from '../../shared/domain/batchParts.ts';
import { maskField } from '../../shared/domain/mask.ts';
import { STUDENT_FIELDS, type StudentField } from '../../shared/domain/studentFields.ts';
import type { ReadDb } from '../db/database.ts';
import { giveWay } from '../db/giveWay.ts';
import { studentsByN } from '../db/tables/studentTable.ts';
import type { ComparedBatch, ComparedBatches } from './ComparedBatches.ts';

export function comparisonOf({ now, before, students, parts, changes }: ComparedBatches): BatchComparison {
  const [added, gone, changed] = [parts.added.length, parts.gone.length, parts.changed.length];
  const counts = new Map<StudentField, number>();
  for (const fields of changes.values()) {
    for (const field of fields.keys()) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return {
    source: now.source,
    now: named(now),
    before: before && named(before),
    counts: { ...students, added, gone, changed, unchanged: students.now - added - changed },
    fields: STUDENT_FIELDS.flatMap((field) => {
      const count = counts.get(field);
      return count === undefined ? [] : [{ field, count }];
    }),
  };
}

function named({ id, file, at }: ComparedBatch) {
  return { batch: id, file, at };
}

/** How many students are looked at between two breaths: some ten milliseconds. */
const LOOKED_AT_ONCE = 2_000;

/**
 * The students of a part, by number of student, those in whom `field` changed and who match the search. A search looks
 * at each of them, which may be the whole school: the core goes on answering meanwhile. Errors: CANCELLED.
 */
export async function studentsOfPart(
  db: ReadDb,
  { parts, changes }: ComparedBatches,
  part: BatchPart,
  { field, search }: { field: string | null; search: string },
  signal?: AbortSignal,
): Promise<number[]> {
  const wanted = search.trim().toLowerCase();
  const ns =
    field === null ? parts[part] : parts[part].filter((n) => changes.get(n)?.has(field as StudentField));
  if (wanted === '') return ns;
  const keys = db.read<{ text: string }>(
    `SELECT lower(coalesce(name, '') || char(10) || coalesce(student_no, '') || char(10) || coalesce(exam_no, ''))
       AS text FROM student WHERE n = ?`,
  );
  const found: number[] = [];
  for (let at = 0; at < ns.length; at += LOOKED_AT_ONCE) {
    if (at > 0) await giveWay(signal);
    for (const n of ns.slice(at, at + LOOKED_AT_ONCE)) if (keys.get(n)?.text.includes(wanted)) found.push(n);
  }
  return found;
}

/** These students as they are shown. Whoever is no longer held has no name any more. */
export function comparedStudents(
  db: ReadDb,
  { returned, changes }: ComparedBatches,
  ns: readonly number[],
  unmasked: boolean,
): BatchStudent[] {
  const show = (field: StudentField, value: string | null) => (unmasked ? value : maskField(field, value));
  return ns.map((n) => {
    const [student] = studentsByN(db, [n]);
    const { name, examNo, studentNo, collegeName, className } = student?.values ?? {};
    return {
      student: student?.id ?? null,
      name: name ?? null,
      examNo: examNo ?? null,
      studentNo: studentNo ?? null,
      collegeName: collegeName ?? null,
      className: className ?? null,
      returned: returned.has(n),
      changes: [...(changes.get(n) ?? [])].map(([field, [from, to]]) => ({
        field,
        from: show(field, from),
        to: show(field, to),
      })),
    };
  });
}
