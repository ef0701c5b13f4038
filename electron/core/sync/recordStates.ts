import type { RecordState } from '../../../shared/contract/sync.ts';
import type { Entity } from '../../changes/change.ts';
import type { ReadDb } from '../../db/database.ts';
import { stateOf } from '../../sync/client/syncState.ts';
import type { Outcome } from '../../sync/protocol/syncedMutation.ts';
import { studentOf } from './studentOf.ts';

/** Rows that are looked at, to say of whom something waits; a large import waits as a whole, and says so on its page. */
const LOOKED_AT = 5_000;

/**
 * How what was done here of students stands: those who are disputed, of whom something was refused that nobody has looked
 * at, or of whom something waits. Whoever is not in it is registered. Null: the store has no hub.
 */
export function recordStates(db: ReadDb): Map<string, RecordState> | null {
  if (stateOf(db, 'device') === null) return null;
  const states = new Map<string, RecordState>();
  const say = (student: string | null, state: RecordState) => {
    if (student !== null) states.set(student, state);
  };
  const rows = db.read<{ entity: Entity; id: string }>(
    `SELECT DISTINCT p.entity, p.entity_id AS id FROM outbox o JOIN pending_row p ON p.mid = o.mid
     WHERE o.state = 'pending' LIMIT ?`,
  );
  for (const { entity, id } of rows.all(LOOKED_AT)) say(studentOf(db, entity, id), 'waiting');
  const refused = db.read<{ outcome: string }>(
    "SELECT outcome FROM outbox WHERE state = 'rejected' AND seen_at IS NULL",
  );
  for (const { outcome } of refused.all()) {
    const { why } = JSON.parse(outcome) as Outcome;
    if (why && why.entity !== '') say(studentOf(db, why.entity as Entity, why.id), 'refused');
  }
  const disputed = db.read<{ entity: Entity; id: string }>(
    "SELECT entity, entity_id AS id FROM conflict WHERE state = 'open'",
  );
  for (const { entity, id } of disputed.all()) say(studentOf(db, entity, id), 'conflict');
  return states;
}
