import { AppError } from '../../../shared/domain/errors.ts';
import type { ReadDb } from '../../db/database.ts';
import { type Change, type Entity, effectOf, type PatchValue } from '../change.ts';
import { readRow } from '../readRow.ts';
import type { Mutation } from './mutation.ts';

type Fields = Readonly<Record<string, PatchValue>>;

export interface ResolveConflictArgs {
  /** Its id. One at a time: whatever was settled elsewhere meanwhile is refused by itself. */
  conflict: string;
  /** `theirs`: what is there now stays. `typed`: `values`, of fields that are disputed. */
  take: 'theirs' | 'mine' | 'typed';
  values: Fields | null;
  at: number;
  actor: string;
}

/** The name of the group that is a whole row (electron/sync/rules/entityRules.ts). */
const WHOLE_ROW = 'row';

/**
 * `conflict.resolve`: somebody says what disputed fields are. Based on the row as it is now, not on what either side
 * saw; of one that is no more, what is typed stands over what was to be. Settled already: nothing. Errors: NOT_FOUND (no such conflict), CONFLICT_REFUSED (`gone`, the row is no more;
 * `field`, a field that is not disputed).
 */
export const resolveConflict: Mutation<ResolveConflictArgs> = {
  run(db, { conflict: id, take, values, at, actor }) {
    const conflict = readRow(db, 'conflict', id);
    if (conflict === null) throw new AppError('NOT_FOUND', { what: 'conflict' });
    if (conflict.state !== 'open') return [];
    const settled = { ...conflict, state: 'resolved', resolvedBy: actor, resolvedAt: at };
    const changes: Change[] = [{ entity: 'conflict', entityId: id, ...effectOf(conflict, settled)! }];
    const row = take === 'theirs' ? null : disputed(db, conflict, take === 'mine' ? null : values);
    return row ? [row, ...changes] : changes;
  },
  logged: (args) => args,
};

function disputed(db: ReadDb, conflict: Fields, typed: Fields | null): Change | null {
  const entity = conflict.entity as Entity;
  const entityId = String(conflict.row);
  const now = readRow(db, entity, entityId);
  const mine = JSON.parse(String(conflict.mine)) as Fields;
  const isWhole = conflict.group === WHOLE_ROW;
  // Part of a row does not make one anew, nor does what is typed over nothing.
  if (now === null && (!isWhole || (typed !== null && Object.keys(mine).length === 0)))
    throw new AppError('CONFLICT_REFUSED', { case: 'gone' });
  const fields = new Set([
    ...Object.keys(mine),
    ...fieldsOf(conflict.base),
    ...fieldsOf(conflict.theirs),
    ...(isWhole ? Object.keys(now ?? {}) : []),
  ]);
  const wanted: Record<string, PatchValue> = {};
  if (typed === null || now === null) for (const field of fields) wanted[field] = mine[field] ?? null;
  for (const [field, value] of Object.entries(typed ?? {})) {
    if (!fields.has(field)) throw new AppError('CONFLICT_REFUSED', { case: 'field' });
    wanted[field] = value === '' ? null : value;
  }
  const effect = effectOf(now, wanted);
  return effect ? { entity, entityId, ...effect } : null;
}

function fieldsOf(text: PatchValue | undefined): string[] {
  return typeof text === 'string' ? Object.keys(JSON.parse(text) as Fields) : [];
}
