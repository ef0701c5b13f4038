import { IDLE_SECONDS } from '../../shared/domain/counterVisit.ts';
import type { MutationArgs } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';
import { storedSetting } from '../db/tables/settingTable.ts';

const KEY = 'counter.idle';

function storedIdle(db: ReadDb): { value: string } | null {
  return storedSetting(db, KEY);
}

/** Seconds without a touch after which the student's window warns. */
export function counterIdle(db: ReadDb): number {
  const set = storedIdle(db);
  return set ? (JSON.parse(set.value) as number) : IDLE_SECONDS.usual;
}

/** The mutation that sets them. */
export function idleRow(db: ReadDb, seconds: number): MutationArgs<'row.save'> {
  return { entity: 'setting', id: KEY, before: storedIdle(db), after: { value: JSON.stringify(seconds) } };
}
