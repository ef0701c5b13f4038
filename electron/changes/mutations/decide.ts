import type { ReadDb } from '../../db/database.ts';
import { type Change, effectOf, ID_SEPARATOR, type PatchValue } from '../change.ts';
import type { Mutation } from './mutation.ts';

/** A row of `decision` without its key. */
export interface DecisionValues extends Record<string, PatchValue> {
  kind: string;
  source: string | null;
  /** The values, by source, on which it was decided, as JSON. */
  said: string;
  /** Epoch ms. */
  at: number;
  actor: string;
}

export interface DecideArgs {
  decisions: { subject: string; field: string; values: DecisionValues }[];
}

/** `reconcile.decide`: what people decided about differences; a newer decision takes the place of an older one. */
export const decide: Mutation<DecideArgs> = {
  run(db, { decisions }) {
    const changes: Change[] = [];
    for (const { subject, field, values } of decisions) {
      const effect = effectOf(decisionValues(db, subject, field), values);
      if (effect) changes.push({ entity: 'decision', entityId: subject + ID_SEPARATOR + field, ...effect });
    }
    return changes;
  },
  logged: ({ decisions }) => ({ decisions: decisions.length }),
};

export function decisionValues(db: ReadDb, subject: string, field: string): DecisionValues | null {
  return (
    db
      .read<DecisionValues>(
        'SELECT kind, source, said, at, actor FROM decision WHERE subject = ? AND field = ?',
      )
      .get(subject, field) ?? null
  );
}
