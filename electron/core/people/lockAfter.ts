import type { ReadDb } from '../../db/database.ts';
import { storedSetting } from '../../db/tables/settingTable.ts';
import type { Services } from '../services.ts';

const KEY = 'people.lockAfter';
/** Minutes: an office where others walk by. */
const USUAL = 15;

/** After how many minutes without a key or a click a window locks; 0: never. */
export function lockAfterMinutes(db: ReadDb): number {
  const stored = storedSetting(db, KEY);
  return stored ? (JSON.parse(stored.value) as number) : USUAL;
}

export function saveLockAfter({ db, commit }: Pick<Services, 'db' | 'commit'>, minutes: number): void {
  commit('row.save', {
    entity: 'setting',
    id: KEY,
    before: storedSetting(db, KEY),
    after: { value: JSON.stringify(minutes) },
  });
}
