import { type StudentQuery, studentQuery } from '../../shared/contract/students.ts';
import { seesCollege } from './scoped.ts';
import type { Services } from './services.ts';

export type Selection = { ids: string[] } | { query: StudentQuery };

/** The positions (student.n) of a selection, in the order of its list. */
export async function selectStudents(
  { db, index }: Pick<Services, 'db' | 'index'>,
  selection: Selection,
): Promise<Uint32Array> {
  if ('query' in selection) return (await index.find(studentQuery.parse(selection.query))).ns;
  const statement = db.read<{ n: number; college: string | null }>(
    'SELECT n, college_name AS college FROM student WHERE id = ?',
  );
  return Uint32Array.from(
    selection.ids.flatMap((id) => {
      const found = statement.get(id);
      return found && seesCollege(found.college) ? found.n : [];
    }),
  );
}

/** Those of a selection who are of a campaign's population, by id; and how many are not. */
export async function selectMembers(
  services: Pick<Services, 'db' | 'index'>,
  selection: Selection,
  campaign: string,
): Promise<{ students: string[]; outside: number }> {
  const idOf = services.db.read<{ id: string }>('SELECT id FROM student WHERE n = ?');
  const ns = await selectStudents(services, selection);
  const isMember = await services.index.membership(campaign);
  const students = [...ns].filter(isMember).flatMap((n) => idOf.get(n)?.id ?? []);
  return { students, outside: ns.length - students.length };
}
