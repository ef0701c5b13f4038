import type { ReadDb } from '../db/database.ts';
import type { Services } from './services.ts';

export interface School {
  code: string;
  name: string;
}

/** The school whose store this is; null until it was said. */
export function schoolOf(db: ReadDb): School | null {
  const row = db.read<{ value: string }>("SELECT value FROM setting WHERE key = 'school'").get();
  return row ? (JSON.parse(row.value) as School) : null;
}

/** Sets the school; the same school once more changes nothing. */
export function saveSchool({ db, commit }: Pick<Services, 'db' | 'commit'>, school: School): School {
  const before = schoolOf(db);
  commit('row.save', {
    entity: 'setting',
    id: 'school',
    before: before ? { value: JSON.stringify(before) } : null,
    after: { value: JSON.stringify({ code: school.code, name: school.name }) },
  });
  return school;
}
