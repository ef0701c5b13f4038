import { createHash } from 'node:crypto';
import type { ERASE_OBSTACLES, ErasePlan } from '../../../shared/contract/privacy.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { campaigns } from '../../db/tables/campaignTable.ts';
import { presentId } from '../../db/tables/studentAliases.ts';
import { studentNumberOf } from '../../db/tables/studentTable.ts';
import type { Services } from '../services.ts';

/** Of those who stay so many are named. */
const NAMED = 300;

export interface Erasing {
  students: readonly string[];
  graduatedBefore: string | null;
}

interface Row {
  n: number;
  id: string;
  collegeName: string | null;
  grade: string | null;
}

/**
 * Whom a selection means, and who of them stays: students of an open case, or of a campaign that is still open, are
 * needed. Errors: NOT_FOUND (an id).
 */
export async function planErase(
  services: Pick<Services, 'db' | 'index'>,
  { students, graduatedBefore }: Erasing,
): Promise<{ numbers: number[]; plan: ErasePlan }> {
  const { db, index } = services;
  const rowOf = db.read<Row>('SELECT n, id, college_name AS collegeName, grade FROM student WHERE n = ?');
  const chosen = new Map<number, Row>();
  for (const named of students) {
    const n = studentNumberOf(db, presentId(db, named));
    if (n === null) throw new AppError('NOT_FOUND', { what: 'student' });
    chosen.set(n, rowOf.get(n)!);
  }
  if (graduatedBefore !== null) {
    const graduated = db.read<Row>(
      'SELECT n, id, college_name AS collegeName, grade FROM student WHERE expected_graduation_date < ?',
    );
    for (const row of graduated.iterate(graduatedBefore)) chosen.set(row.n, row);
  }
  const hasOpenCase = db.read('SELECT 1 FROM case_file WHERE student_n = ? AND acts IS NOT NULL');
  const open = campaigns(db).filter(({ closedAt }) => closedAt === null);
  const members = await Promise.all(open.map(({ id }) => index.membership(id)));
  const kept: { student: string; why: (typeof ERASE_OBSTACLES)[number] }[] = [];
  const numbers: number[] = [];
  const groups = new Map<string, ErasePlan['groups'][number]>();
  const digest = createHash('sha256');
  for (const row of [...chosen.values()].sort((one, other) => one.n - other.n)) {
    if (hasOpenCase.get(row.n) !== undefined) kept.push({ student: row.id, why: 'open-case' });
    else if (members.some((isMember) => isMember(row.n)))
      kept.push({ student: row.id, why: 'open-campaign' });
    else {
      numbers.push(row.n);
      digest.update(`${row.id}\n`);
      const { collegeName, grade } = row;
      const key = JSON.stringify([collegeName, grade]);
      const group = groups.get(key) ?? { collegeName, grade, students: 0 };
      groups.set(key, group);
      group.students += 1;
    }
  }
  const plan = {
    students: numbers.length,
    groups: [...groups.values()],
    kept: kept.slice(0, NAMED),
    keptCount: kept.length,
    digest: digest.digest('hex'),
  };
  return { numbers, plan };
}
