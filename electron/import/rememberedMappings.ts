import type { RememberedMapping } from '../../shared/contract/imports.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';
import { type HeadingMap, MAPPING_NAME } from './suggestMapping.ts';

interface Needs {
  db: ReadDb;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>): void;
}

/** How files were mapped, by their headings: what the next file with the same headings is mapped by. */
export function rememberedMappings(db: ReadDb): RememberedMapping[] {
  return db
    .read<{ kind: string; fingerprint: string; columns: string }>('SELECT * FROM mapping')
    .all()
    .map(({ kind, fingerprint, columns }) => {
      const { [MAPPING_NAME]: name, ...map } = JSON.parse(columns) as HeadingMap;
      return { kind: kind as RememberedMapping['kind'], fingerprint, name: name ?? null, columns: map };
    })
    .sort((one, other) => (one.name ?? '').localeCompare(other.name ?? '', 'zh'));
}

/** Renames or changes a remembered mapping, or brings a forgotten one back. An empty name is none. */
export function saveMapping({ db, commit }: Needs, mapping: RememberedMapping): RememberedMapping {
  const name = mapping.name?.trim() || null;
  const columns: HeadingMap = name === null ? mapping.columns : { ...mapping.columns, [MAPPING_NAME]: name };
  const id = `${mapping.kind}/${mapping.fingerprint}`;
  const after = { columns: JSON.stringify(columns) };
  commit('row.save', { entity: 'mapping', id, before: stored(db, mapping), after });
  return { ...mapping, name };
}

/** What was forgotten, to bring it back; null when there was nothing. What was imported stays as it is. */
export function forgetMapping(
  { db, commit }: Needs,
  which: Pick<RememberedMapping, 'kind' | 'fingerprint'>,
): RememberedMapping | null {
  const isIt = (each: RememberedMapping) =>
    each.kind === which.kind && each.fingerprint === which.fingerprint;
  const mapping = rememberedMappings(db).find(isIt) ?? null;
  if (mapping === null) return null;
  const id = `${which.kind}/${which.fingerprint}`;
  commit('row.save', { entity: 'mapping', id, before: stored(db, which), after: null });
  return mapping;
}

function stored(db: ReadDb, { kind, fingerprint }: Pick<RememberedMapping, 'kind' | 'fingerprint'>) {
  return (
    db
      .read<{ columns: string }>('SELECT columns FROM mapping WHERE kind = ? AND fingerprint = ?')
      .get(kind, fingerprint) ?? null
  );
}
