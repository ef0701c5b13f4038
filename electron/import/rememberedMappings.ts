import type { RememberedMapping } from '../../shared/contract/imports.ts';
import { areColumnLetters } from '../../shared/domain/columnLetters.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { IMPORT_KIND, SPREADSHEET_KINDS, type SpreadsheetKind } from '../../shared/domain/importKinds.ts';
import { type MapFile, SHEET_NAME } from '../../shared/domain/mapFile.ts';
import type { MutationArgs, MutationName } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';
import { checkHeadingMap, type HeadingMap, headerFingerprint, MAPPING_NAME } from './suggestMapping.ts';

interface Needs {
  db: ReadDb;
  commit<Name extends MutationName>(name: Name, args: MutationArgs<Name>): void;
}
type Which = Pick<RememberedMapping, 'kind' | 'fingerprint'>;

/** A mapping as it is kept: columns and headings as JSON. */
interface StoredMapping extends Record<string, string | number | null> {
  columns: string;
  headings: string | null;
  uses: number | null;
  usedAt: number | null;
}

/**
 * How files were mapped, by their headings: what the next file with the same headings is mapped by. The last used
 * first, then by name.
 */
export function rememberedMappings(db: ReadDb): RememberedMapping[] {
  return db
    .read<StoredMapping & { kind: string; fingerprint: string }>(
      'SELECT kind, fingerprint, columns, headings, uses, used_at AS usedAt FROM mapping',
    )
    .all()
    .map(toMapping)
    .sort(
      (one, other) =>
        (other.usedAt ?? 0) - (one.usedAt ?? 0) || (one.name ?? '').localeCompare(other.name ?? '', 'zh'),
    );
}

/**
 * Renames or changes a remembered mapping, or brings a forgotten one back. An empty name is none. Of one that stands,
 * its headings and its use stay. Errors: USAGE.
 */
export function saveMapping({ db, commit }: Needs, mapping: RememberedMapping): RememberedMapping {
  checkColumns(mapping.kind, mapping.columns);
  const name = mapping.name?.trim() || null;
  const columns: HeadingMap = name === null ? mapping.columns : { ...mapping.columns, [MAPPING_NAME]: name };
  const before = storedMapping(db, mapping);
  const given = mapping.headings === null ? null : JSON.stringify(mapping.headings);
  const after: StoredMapping = {
    columns: JSON.stringify(columns),
    headings: before?.headings ?? given,
    uses: before ? before.uses : mapping.uses,
    usedAt: before ? before.usedAt : mapping.usedAt,
  };
  commit('row.save', { entity: 'mapping', id: mappingId(mapping), before, after });
  return toMapping({ kind: mapping.kind, fingerprint: mapping.fingerprint, ...after });
}

/** What was forgotten, to bring it back; null when there was nothing. What was imported stays as it is. */
export function forgetMapping({ db, commit }: Needs, { kind, fingerprint }: Which): RememberedMapping | null {
  const before = storedMapping(db, { kind, fingerprint });
  if (before === null) return null;
  commit('row.save', { entity: 'mapping', id: mappingId({ kind, fingerprint }), before, after: null });
  return toMapping({ kind, fingerprint, ...before });
}

/**
 * Remembers what a map file says, for files with its headings (those of its columns where it does not list all);
 * `before` is what that replaces. A name that the file does not give stays. Errors: USAGE.
 */
export function importMapping(
  needs: Needs,
  file: MapFile,
): { mapping: RememberedMapping; before: RememberedMapping | null } {
  // Which sheets give the class is a matter of the workbook, not of its headings.
  if (SHEET_NAME in file.columns) throw new AppError('USAGE', { case: 'map-sheet' });
  if (!areTelling(file.headings ?? Object.keys(file.columns)))
    throw new AppError('USAGE', { case: 'map-letters' });
  const kind = file.kind ?? kindOf(file.columns);
  const headings = file.headings ?? Object.keys(file.columns);
  const fingerprint = headerFingerprint(headings);
  const stored = storedMapping(needs.db, { kind, fingerprint });
  const before = stored && toMapping({ kind, fingerprint, ...stored });
  const { columns } = file;
  const name = file.name ?? before?.name ?? null;
  const used = { uses: 0, usedAt: null };
  return { mapping: saveMapping(needs, { kind, fingerprint, name, columns, headings, ...used }), before };
}

/**
 * False for the letters of columns without headings: other lists of so many columns have the same, with other things
 * below them. So nothing is remembered of them.
 */
export function areTelling(headings: readonly string[]): boolean {
  return !areColumnLetters(headings);
}

/** How the log and its table name a mapping. */
export function mappingId({ kind, fingerprint }: Which): string {
  return `${kind}/${fingerprint}`;
}

export function storedMapping(db: ReadDb, { kind, fingerprint }: Which): StoredMapping | null {
  return (
    db
      .read<StoredMapping>(
        'SELECT columns, headings, uses, used_at AS usedAt FROM mapping WHERE kind = ? AND fingerprint = ?',
      )
      .get(kind, fingerprint) ?? null
  );
}

function toMapping(stored: StoredMapping & { kind: string; fingerprint: string }): RememberedMapping {
  const { [MAPPING_NAME]: name, ...columns } = JSON.parse(stored.columns) as HeadingMap;
  return {
    kind: stored.kind as SpreadsheetKind,
    fingerprint: stored.fingerprint,
    name: name ?? null,
    columns,
    headings: stored.headings === null ? null : (JSON.parse(stored.headings) as string[]),
    uses: stored.uses,
    usedAt: stored.usedAt,
  };
}

function checkColumns(kind: SpreadsheetKind, columns: HeadingMap): void {
  checkHeadingMap(kind, columns);
  if (!Object.values(columns).some((field) => field)) throw new AppError('USAGE', { case: 'map-empty' });
}

/** The kind of list that has all of these fields; a roster, unless only another one has them. */
function kindOf(columns: HeadingMap): SpreadsheetKind {
  const fields = Object.values(columns).filter((field) => field !== null);
  const fitting = SPREADSHEET_KINDS.filter((kind) => {
    const known: readonly string[] = IMPORT_KIND[kind].fields;
    return fields.every((field) => known.includes(field));
  });
  return fitting[0] ?? 'roster';
}
