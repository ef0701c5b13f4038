import { type StudentQuery, studentQuery } from '../../shared/contract/students.ts';
import type { Services } from './services.ts';

export type Selection = { ids: string[] } | { query: StudentQuery };

/** The positions (student.n) of a selection, in the order of its list. */
export async function selectStudents(
  { db, index }: Pick<Services, 'db' | 'index'>,
  selection: Selection,
): Promise<Uint32Array> {
  if ('query' in selection) return (await index.find(studentQuery.parse(selection.query))).ns;
  const statement = db.read<{ n: number }>('SELECT n FROM student WHERE id = ?');
  return Uint32Array.from(selection.ids.flatMap((id) => statement.get(id)?.n ?? []));
}

/** The ids of a selection. */
export async function selectIds(
  services: Pick<Services, 'db' | 'index'>,
  selection: Selection,
): Promise<string[]> {
  const statement = services.db.read<{ id: string }>('SELECT id FROM student WHERE n = ?');
  return [...(await selectStudents(services, selection))].flatMap((n) => statement.get(n)?.id ?? []);
}
