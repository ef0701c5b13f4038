import { type SavedView, studentQuery } from '../../shared/contract/students.ts';
import type { StudentField } from '../../shared/domain/studentFields.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';

interface Needs {
  db: ReadDb;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>): void;
}

export function savedViews(db: ReadDb): SavedView[] {
  return db
    .read<{ id: string; name: string; query: string; columns: string }>(
      'SELECT id, name, query, columns FROM saved_view ORDER BY n',
    )
    .all()
    .map((row) => ({
      id: row.id,
      name: row.name,
      query: studentQuery.parse(JSON.parse(row.query)),
      columns: JSON.parse(row.columns) as StudentField[],
    }));
}

export function saveView({ db, commit }: Needs, view: SavedView): SavedView {
  commit('row.save', { entity: 'view', id: view.id, before: stored(db, view.id), after: rowOf(view) });
  return view;
}

export function deleteView({ db, commit }: Needs, id: string): SavedView | null {
  const view = savedViews(db).find((saved) => saved.id === id) ?? null;
  if (view) commit('row.save', { entity: 'view', id, before: stored(db, id), after: null });
  return view;
}

function stored(db: ReadDb, id: string) {
  return (
    db
      .read<{ name: string; query: string; columns: string }>(
        'SELECT name, query, columns FROM saved_view WHERE id = ?',
      )
      .get(id) ?? null
  );
}

function rowOf(view: SavedView) {
  return { name: view.name, query: JSON.stringify(view.query), columns: JSON.stringify(view.columns) };
}
