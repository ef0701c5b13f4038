import type { DueErasure, Retention } from '../../../shared/contract/privacy.ts';
import { beijingDay } from '../../../shared/domain/daysLeft.ts';
import type { MutationArgs } from '../../changes/mutations/mutations.ts';
import type { ReadDb } from '../../db/database.ts';
import { storedSetting } from '../../db/tables/settingTable.ts';

const KEY = 'retention';

/**
 * After how many years the office lets go. No rule was found that says, so nothing is assumed until the office does.
 */
export function retentionOf(db: ReadDb): Retention {
  const row = storedSetting(db, KEY);
  return row ? (JSON.parse(row.value) as Retention) : { years: null };
}

/** The mutation that sets it. */
export function retentionRow(db: ReadDb, { years }: Retention): MutationArgs<'row.save'> {
  const before = storedSetting(db, KEY);
  return { entity: 'setting', id: KEY, before, after: { value: JSON.stringify({ years }) } };
}

/** Who graduated before so many years, by year; students of whom the day is not known are never due. */
export function dueErasure(db: ReadDb, now: number): DueErasure {
  const { years } = retentionOf(db);
  if (years === null) return { years, before: null, cohorts: [], students: 0 };
  const before = yearsEarlier(beijingDay(now), years);
  const cohorts = new Map<string, DueErasure['cohorts'][number]>();
  const days = db
    .read<{ day: string; students: number }>(
      `SELECT expected_graduation_date AS day, count(*) AS students FROM student
       WHERE expected_graduation_date < ? GROUP BY expected_graduation_date ORDER BY expected_graduation_date`,
    )
    .all(before);
  let students = 0;
  for (const row of days) {
    const year = row.day.slice(0, 4);
    const cohort = cohorts.get(year) ?? { year, days: [], students: 0 };
    cohorts.set(year, cohort);
    cohort.days.push(row.day);
    cohort.students += row.students;
    students += row.students;
  }
  return { years, before, cohorts: [...cohorts.values()], students };
}

/** The same day so many years ago, as text; 29 February stays so, which compares as the last of the month. */
function yearsEarlier(day: string, years: number): string {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;
}
