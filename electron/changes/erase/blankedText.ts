import { namesStudents, type Source } from '../../../shared/domain/studentFields.ts';
import { type Entity, type PatchValue, splitId } from '../change.ts';

/**
 * What is left of an entry that is blanked: the number that it gave (`n`, of the first of a student), or that it used up
 * one (`next`): making a record of a student who is there tries a new number first. Otherwise a replay would number those
 * who came later differently.
 */
export function blankedText(entry: { entity: Entity; id: string; kind: string }, n: number | null): string {
  if (n !== null) return JSON.stringify({ n });
  const uses =
    entry.entity === 'record' && entry.kind === 'made' && namesStudents(splitId(entry.id)[1] as Source);
  return uses ? '{"next":1}' : '{}';
}

/**
 * What is left of an entry that says who turned out to be whom: that somebody had this number, under which they come back
 * when they are parted again; neither who the other was nor what was taken over. Takes the entry’s patch, and gives one.
 */
export function blankedAlias(patch: string): string {
  const said = JSON.parse(patch) as Readonly<Record<string, PatchValue | [PatchValue, PatchValue]>>;
  const blank = (field: string, value: PatchValue): PatchValue => {
    if (value === null || field === 'n') return value;
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
