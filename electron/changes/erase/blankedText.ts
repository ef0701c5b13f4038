import { namesStudents, type Source } from '../../../shared/domain/studentFields.ts';
import type { ReadDb } from '../../db/database.ts';
import { type Effect, type Entity, type PatchValue, parseEffect, patchOf, splitId } from '../change.ts';

/**
 * What is left of an entry that is blanked: the number that it gave (`n`, of the first of a student), or that it used up
 * one (`next`): making a record of a student who is there tries a new number first, unless they had turned out to be
 * another and have one. Otherwise a replay would number those who came later differently.
 */
export function blankedText(
  db: ReadDb,
  { seq, entity, id, kind }: { seq: number; entity: Entity; id: string; kind: string },
  n: number | null,
): string {
  if (n !== null) return JSON.stringify({ n });
  const [student, source] = splitId(id);
  const tries = entity === 'record' && kind === 'made' && namesStudents(source as Source);
  return tries && rememberedNumber(db, student, seq) === null ? '{"next":1}' : '{}';
}

/** The number that was kept then for a student who had turned out to be another. */
function rememberedNumber(db: ReadDb, student: string, before: number): PatchValue {
  const said = db.read<{ kind: Effect['kind']; patch: string }>(
    "SELECT kind, patch FROM change WHERE entity = 'alias' AND entity_id = ? AND seq < ? ORDER BY seq",
  );
  let number: PatchValue = null;
  for (const { kind, patch } of said.all(student, before)) {
    const { n, into } = patchOf(parseEffect(kind, patch));
    if (into?.[1] === null) number = null;
    else if (n !== undefined) number = n[1];
  }
  return number;
}

/**
 * What is left of an entry that says who turned out to be whom: that somebody had this number, under which they come back
 * when they are parted again; neither who the other was nor what was taken over. Takes the entry’s patch, and gives one.
 */
export function blankedAlias(patch: string): string {
  return blankedValues(patch, ['n']);
}

/** A patch of which the fields are left and what they said is not, but for those of `kept`. */
export function blankedValues(patch: string, kept: readonly string[] = []): string {
  const said = JSON.parse(patch) as Readonly<Record<string, PatchValue | [PatchValue, PatchValue]>>;
  const blank = (field: string, value: PatchValue): PatchValue => {
    if (value === null || kept.includes(field)) return value;
    return typeof value === 'number' ? 0 : '';
  };
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(said).map(([field, value]) => [
        field,
        Array.isArray(value) ? value.map((one) => blank(field, one)) : blank(field, value),
      ]),
    ),
  );
}
