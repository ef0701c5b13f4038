import { namesStudents, type Source } from '../../../shared/domain/studentFields.ts';
import { type Entity, splitId } from '../change.ts';

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
