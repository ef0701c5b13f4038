import type { PairDetail } from '../../shared/contract/reconcile.ts';
import { differenceKind } from '../../shared/domain/differenceKind.ts';
import { differenceMarks } from '../../shared/domain/differenceMarks.ts';
import { maskField } from '../../shared/domain/mask.ts';
import { STUDENT_FIELDS } from '../../shared/domain/studentFields.ts';
import { isMadeOf } from '../characters/isMadeOf.ts';
import type { ReadDb } from '../db/database.ts';
import { sourceRecord, studentById } from '../db/tables/studentTable.ts';

const ROLES = ['admission', 'graduation'] as const;

/** Two students side by side, and what of both only one can keep when they become one; null: one is gone. */
export function comparePair(db: ReadDb, oneId: string, otherId: string): PairDetail | null {
  const one = studentById(db, oneId);
  const other = studentById(db, otherId);
  if (!one || !other) return null;
  const rows = STUDENT_FIELDS.flatMap((field): PairDetail['rows'] => {
    const left = one.values[field];
    const right = other.values[field];
    if (left === null && right === null) return [];
    const [marksOne = [], marksOther = []] =
      left === null || right === null ? [] : differenceMarks([left, right]);
    return [
      {
        field,
        one: maskField(field, left),
        other: maskField(field, right),
        kind: differenceKind(left, right, field, isMadeOf),
        marks: { one: marksOne, other: marksOther },
      },
    ];
  });
  const photo = db.read<{ hash: string }>('SELECT hash FROM photo WHERE student_n = ? AND role = ?');
  const photos = ROLES.map((role) => ({
    role,
    one: photo.get(one.n, role)?.hash ?? null,
    other: photo.get(other.n, role)?.hash ?? null,
  }));
  const words = [sourceRecord(db, one.n, 'staff') ?? {}, sourceRecord(db, other.n, 'staff') ?? {}] as const;
  const corrected = STUDENT_FIELDS.filter((field) => {
    const [left, right] = [words[0][field] ?? null, words[1][field] ?? null];
    return left !== null && right !== null && left !== right;
  });
  const twice = photos.filter((each) => each.one !== null && each.other !== null && each.one !== each.other);
  return { rows, photos, conflicts: [...corrected, ...twice.map(({ role }) => role)] };
}
