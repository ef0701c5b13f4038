import type { ReadDb } from '../../db/database.ts';
import { type Change, type Effect, effectOf, ID_SEPARATOR, type PatchValue } from '../change.ts';
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
  /** `values` null takes the decision back. */
  decisions: { subject: string; field: string; values: DecisionValues | null }[];
}

/** `reconcile.decide`: what people decided about differences; a newer decision takes the place of an older one. */
export const decide: Mutation<DecideArgs> = {
  run(db, { decisions }) {
    const changes: Change[] = [];
    for (const { subject, field, values } of decisions) {
      const before = decisionValues(db, subject, field);
      const effect = values === null ? before && emptying(before) : effectOf(before, values);
      if (effect) changes.push({ entity: 'decision', entityId: subject + ID_SEPARATOR + field, ...effect });
    }
    return changes;
  },
  logged: ({ decisions }) => ({ decisions: decisions.length }),
};

function emptying(before: DecisionValues): Effect | null {
  return effectOf(before, Object.fromEntries(Object.keys(before).map((name) => [name, null])));
}

export function decisionValues(db: ReadDb, subject: string, field: string): DecisionValues | null {
  return (
    db
      .read<DecisionValues>(
        'SELECT kind, source, said, at, actor FROM decision WHERE subject = ? AND field = ?',
      )
      .get(subject, field) ?? null
  );
}
